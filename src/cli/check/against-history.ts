/**
 * `check` without a base: against earlier runs on this machine. Their levels move for reasons that are not
 * in the code, so what they make suspicious is measured beside the version of the latest of them.
 *
 *     run ──history──▶ suspects ──pairs beside the earlier commit──▶ regressed, improved, or as usual
 */
import { resolve } from 'node:path';
import { compareWithPast } from '../../history/compare-with-past.js';
import type { History } from '../../history/database.js';
import { figuresOf } from '../../history/figures.js';
import { holdAgainst } from '../../history/hold-against.js';
import { readPast } from '../../history/past.js';
import type { Past } from '../../history/past.js';
import { withoutPassword } from '../../history/postgres.js';
import { listRuns } from '../../history/runs.js';
import type { PlanOptions } from '../../plan/expand.js';
import type { RunRecord } from '../../record/run-record.js';
import { writeRun } from '../../record/store.js';
import { runPlan } from '../../run-plan.js';
import { withAcceptances } from '../../verdict/regression-acceptance.js';
import type { Acceptance } from '../../verdict/regression-acceptance.js';
import type { ComparedCell, Comparison } from '../../verdict/regression.js';
import { readAcceptances } from '../accepted-changes.js';
import { effectOf, planOptionsOf } from '../comparison-flags.js';
import { defaultHistory } from '../history-path.js';
import { withHistory } from '../history/with-history.js';
import { readConfig } from '../project-config.js';
import { showProgress } from '../progress.js';
import { planTargets } from '../targets.js';
import type { Terminal } from '../terminal.js';
import type { CheckFlags } from './flags.js';
import { confirmSuspects } from './suspects.js';

export interface HistoryCheckOptions {
  targets: readonly string[];
  flags: CheckFlags;
  signal: AbortSignal;
}

/** After so many runs at a level it is the usual one, and needs nobody's acceptance any more. */
const RUNS_OF_LEVEL = 10;

/** @throws {HistoryError} if there is no history, or it is damaged */
export async function checkAgainstHistory(
  { targets, flags, signal }: HistoryCheckOptions,
  terminal: Terminal,
): Promise<Comparison> {
  const path = flags.history ?? defaultHistory;
  const project = resolve(flags.head ?? '.');
  const config = await readConfig(project);
  const effect = effectOf(flags, config);
  const acceptances = await readAcceptances(project);
  return withHistory(path, async (history) => {
    const wanted = targets.length > 0 ? targets : (config.workloads ?? []);
    const plan = await planTargets(wanted, options(planOptionsOf(flags, config), flags));
    const record = await runPlan(plan, { signal, onEvent: showProgress(terminal) });
    if (flags.out !== undefined) await writeRun(flags.out, record);
    const past = await readPast(history, record, flags.branch);
    const { cells, warnings } = await confirmSuspects(
      compareWithPast(record, past, effect),
      past,
      { targets: wanted, flags: { ...flags, out: undefined }, signal, head: record.source },
      terminal,
    );
    const { advice } = holdAgainst(figuresOf(record), past);
    return {
      evidence: 'history',
      base: { name: withoutPassword(path), ...latestOf(past) },
      head: {
        name: 'working tree',
        commit: record.source?.commit ?? null,
        isDirty: record.source?.dirty ?? false,
      },
      cells: withPastAcceptances(cells, acceptances, past),
      advice: advice.map(({ workload, usual, now }) => ({ workload, was: usual, now })),
      warnings: [
        ...(signal.aborted ? ['interrupted; these are partial results'] : []),
        ...(await shortHistory(history, record, past)),
        ...warnings,
      ],
    };
  });
}

function options(common: PlanOptions, { budget }: CheckFlags): PlanOptions {
  return { ...common, ...(budget !== undefined && { budgetMs: budget }) };
}

function latestOf({ series }: Past): { commit: string | null; isDirty: boolean } {
  const points = series.flatMap((one) => one.points);
  const latest = points.sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime()).at(-1);
  return { commit: latest?.commit ?? null, isDirty: latest?.isDirty ?? false };
}

/** An acceptance ends when the new level has become the usual one. */
function withPastAcceptances(
  cells: readonly ComparedCell[],
  acceptances: readonly Acceptance[],
  { series }: Past,
): ComparedCell[] {
  return cells.flatMap((cell) => {
    const points = series.find(({ key }) => key.cellId === cell.id)?.points ?? [];
    const current = acceptances.filter(({ acceptedAt }) => {
      const since = points.filter(({ startedAt }) => startedAt >= new Date(acceptedAt));
      return since.length < RUNS_OF_LEVEL;
    });
    return withAcceptances([cell], current);
  });
}

/** Why nothing can be told yet: too few runs, or runs of other machines only. */
async function shortHistory(
  history: History,
  { environment }: RunRecord,
  { series }: Past,
): Promise<string[]> {
  const most = Math.max(0, ...series.map(({ points }) => points.length));
  if (most >= RUNS_OF_LEVEL) return [];
  const runs = await listRuns(history);
  const others = new Set(runs.map(({ fingerprint }) => fingerprint));
  others.delete(environment.fingerprint);
  const elsewhere =
    others.size > 0
      ? `; the history also holds runs of other machines: ${[...others].join(', ')}`
      : '';
  return [
    `cannot tell yet: ${most} of ${RUNS_OF_LEVEL} earlier runs under these conditions ` +
      `(${environment.fingerprint}, node ${environment.node})${elsewhere}; ` +
      'until then: loop-or-pool check --base REF',
  ];
}
