/** RunRecord + Judgement -> Report: the whole report as data, before any output format. */
import type { Trend } from '../history/trend.js';
import type { RunRecord } from '../record/run-record.js';
import type { Judgement } from '../verdict/verdict.js';
import type { Chip, Report } from './document.js';
import { notesOf } from './notes.js';
import { modelsTable } from './models.js';
import { looksOf } from './palette.js';
import { printable } from './printable.js';
import { resultsTable, speedUpAxis, workloadBlock } from './results.js';
import { costSection } from './sections/cost.js';
import { crossoverSections } from './sections/crossover.js';
import { grainSections } from './sections/grain.js';
import { historySection } from './sections/history.js';
import { latencySection } from './sections/latency.js';
import { loopHealthSection } from './sections/loop-health.js';
import { methodSection } from './sections/method.js';
import { offeredLoadSection } from './sections/offered-load.js';
import { payloadSections } from './sections/payload.js';
import { resultsSection } from './sections/results.js';
import { scalingSection } from './sections/scaling.js';
import { speedUpSection } from './sections/speed-up.js';
import { timelineSection } from './sections/timeline.js';
import { trustSection } from './sections/trust.js';
import { verdictCards, verdictSection } from './sections/verdicts.js';
import * as units from './units.js';

export type { Report } from './document.js';

/**
 * Decides content, order, figures and wording of everything that is said about a run.
 *
 * @param past what a history knows of the run's cells under the same conditions. Default: nothing
 */
export function buildReport(
  record: RunRecord,
  judgement: Judgement,
  past: readonly Trend[] = [],
): Report {
  const looks = looksOf(record.cells.map((cell) => cell.model));
  const axis = speedUpAxis(judgement);
  const environment = environmentLine(record);
  const results = resultsTable(judgement);
  const verdicts = verdictCards(judgement, looks);
  const setting = { record, judgement, looks, environment };
  const models = modelsTable(setting);
  return printable({
    runId: record.id,
    title: `${record.tool.name} · ${record.suite.name}`,
    environment,
    status: statusChips(record, judgement),
    command: commandOf(record),
    startedAt: record.startedAt,
    looks,
    verdicts,
    workloads: judgement.workloads.map((workload) => workloadBlock(workload, axis)),
    results,
    ...(models.rows.length > 0 && { models }),
    sections: [
      verdictSection(verdicts),
      trustSection(record, judgement),
      ...speedUpSection(setting, axis),
      ...scalingSection(setting),
      ...crossoverSections(setting),
      ...grainSections(setting),
      ...payloadSections(setting),
      ...latencySection(setting),
      ...offeredLoadSection(setting),
      ...loopHealthSection(setting),
      ...costSection(setting, models),
      ...timelineSection(setting),
      ...historySection(setting, past),
      resultsSection(results),
      methodSection(record),
    ],
    notes: notesOf(record, judgement),
  });
}

function environmentLine({ tool, environment, cells }: RunRecord): string {
  const quota = environment.cpuQuota === null ? '' : ` (quota ${environment.cpuQuota})`;
  const measured = cells.map(({ processes }) =>
    processes.filter(({ samples }) => samples.length > 0),
  );
  const processes = measured.map(({ length }) => length).filter((length) => length > 0);
  const rounds = measured.flat().map(({ samples }) => samples.length);
  return [
    `${tool.name} ${tool.version}`,
    `node ${environment.node.replace(/^v/, '')}`,
    `${environment.os} ${environment.arch}`,
    `${units.count(environment.cpus, 'CPU')}${quota}`,
    `${rangeOf(processes, 'process', 'processes')} x ${rangeOf(rounds, 'round')}, interleaved`,
    '95 % intervals',
  ].join(' · ');
}

/** `3 processes`, or `2 to 3 processes` where time ran out. */
function rangeOf(counts: number[], one: string, many = `${one}s`): string {
  const most = Math.max(0, ...counts);
  const least = Math.min(most, ...counts);
  return (least < most ? `${least} to ` : '') + units.count(most, one, many);
}

function commandOf({ suite, settings, seed }: RunRecord): string {
  const { given = {} } = suite;
  const flags: [flag: string, value: string | number | undefined][] = [
    ['models', given.models?.join(',')],
    ['tasks', given.tasks],
    ...(given.params ?? []).map((param): [string, string] => ['param', param]),
    ['rate', given.rate],
    ['processes', given.processes],
    ['rounds', given.rounds],
    ['precision', given.precision && `${Number((given.precision * 100).toPrecision(6))}%`],
    ['budget', given.budgetMs && `${given.budgetMs / 1000}s`],
    ['seed', seed],
  ];
  const asked = flags.flatMap(([flag, value]) =>
    value === undefined ? [] : [`--${flag} ${shellWord(String(value))}`],
  );
  const preset = settings.preset === 'default' ? [] : [`--${settings.preset}`];
  return ['npx loop-or-pool run', suite.name, ...preset, ...asked].join(' ');
}

function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function statusChips(record: RunRecord, judgement: Judgement): Chip[] {
  const failed = record.cells.filter((cell) => cell.error !== null).length;
  const unclear = judgement.workloads.filter(({ verdict }) => verdict.status !== 'clear').length;
  const warnings = notesOf(record, judgement).filter((note) => note.tone === 'warn').length;
  const chips: Chip[] = [];
  if (record.status === 'interrupted') {
    chips.push({ tone: 'fail', text: 'interrupted: partial results' });
  }
  if (failed > 0) chips.push({ tone: 'fail', text: `${units.count(failed, 'cell')} failed` });
  if (unclear > 0) chips.push({ tone: 'warn', text: `${units.count(unclear, 'verdict')} unclear` });
  if (warnings > 0) chips.push({ tone: 'warn', text: units.count(warnings, 'warning') });
  if (chips.length === 0) chips.push({ tone: 'ok', text: 'complete, no warnings' });
  return chips;
}
