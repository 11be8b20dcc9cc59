/**
 * Two versions of a plan, measured in turns and judged.
 *
 *     Plan x 2 ──pairs──▶ RecordPair ──judgePairs──▶ cells ──suspects──▶ fresh pairs ──▶ confirmed cells
 */
import { recordHead, recordOf } from '../measure/assemble-record.js';
import { recordedCell, startCellRun } from '../measure/cell-run.js';
import type { CellRun } from '../measure/cell-run.js';
import { monotonicMs } from '../measure/clock.js';
import { openRunQueue } from '../measure/run-queue.js';
import { measurePairs } from '../measure/pair-schedule.js';
import type { Pair } from '../measure/pair-schedule.js';
import type { Plan, PlannedCell } from '../plan/plan.js';
import type { RunRecord } from '../record/run-record.js';
import { CONFIRMING_LOOKS, SCREENING_LOOKS } from '../statistics/looks.js';
import {
  confirmedCells,
  isOpenSuspect,
  judgePairs,
  suspectsAmong,
  timeOutcome,
} from '../verdict/regression-pairs.js';
import type { MinimumEffect, RecordPair } from '../verdict/regression-pairs.js';
import type { ComparedCell } from '../verdict/regression.js';

/** A version, ready to be measured. */
export interface PlannedVersion {
  plan: Plan;
  source: RunRecord['source'];
  /** Module of its cell processes, where it is a version of this very package. */
  entry?: URL | undefined;
}

export type Stage = 'screening' | 'confirmation';

export type PairEvent =
  | { kind: 'stage'; stage: Stage; cells: number }
  | { kind: 'measured'; stage: Stage; cellId: string; pairs: number; elapsedMs: number }
  | { kind: 'failed'; cellId: string; side: 'base' | 'head'; message: string };

export interface MeasureOptions {
  /** For all of it, in ms; suspects are measured again in any case. */
  budgetMs: number;
  effect: MinimumEffect;
  /** Measure what changed again, from fresh pairs, and take back what is not found again. */
  confirms: boolean;
  signal?: AbortSignal;
  onEvent?: (event: PairEvent) => void;
}

export interface MeasuredVersions {
  cells: ComparedCell[];
  screening: RecordPair;
  /** Null where nothing had to be measured again. */
  confirmation: RecordPair | null;
}

/** Of the budget, kept for measuring suspects again: where there are some already, and where not yet. */
const KEPT_FOR_SUSPECTS = 0.35;
const KEPT_IN_CASE = 0.1;

/** Measures the cells that both plans have. What goes wrong in a cell stands in its record. */
export async function measureVersions(
  { base, head }: Pair<PlannedVersion>,
  options: MeasureOptions,
): Promise<MeasuredVersions> {
  await using queue = await openRunQueue([...base.plan.cells, ...head.plan.cells]);
  const placed = ({ plan, ...version }: PlannedVersion) => ({
    ...version,
    plan: { ...plan, cells: queue.placed(plan.cells) },
  });
  return measurePlaced({ base: placed(base), head: placed(head) }, options);
}

async function measurePlaced(
  versions: Pair<PlannedVersion>,
  options: MeasureOptions,
): Promise<MeasuredVersions> {
  const startMs = monotonicMs();
  const { budgetMs, effect, confirms } = options;
  let hasSuspect = false;
  const screening = await measureStage(versions, 'screening', {
    ...options,
    pairs: commonCells(versions),
    looks: SCREENING_LOOKS.at,
    keptShare: () => (!confirms ? 0 : hasSuspect ? KEPT_FOR_SUSPECTS : KEPT_IN_CASE),
    firstLookMs: budgetMs,
    isOpen({ base, head }) {
      const outcome = timeOutcome(recordedCell(base), recordedCell(head), { effect, confirms });
      hasSuspect ||= outcome === 'slower' || outcome === 'faster';
      return outcome === 'undecided';
    },
  });
  const screened = judgePairs(screening, { effect, confirms });
  const suspects = suspectsAmong(screened);
  if (!confirms || suspects.length === 0 || options.signal?.aborted) {
    return { cells: screened, screening, confirmation: null };
  }
  const confirmation = await measureStage(versions, 'confirmation', {
    ...options,
    pairs: commonCells(versions).filter(({ head }) => suspects.some(({ id }) => id === head.id)),
    looks: CONFIRMING_LOOKS.at,
    budgetMs: startMs + budgetMs - monotonicMs(),
    keptShare: () => 0,
    // Who is suspected must be heard.
    firstLookMs: Infinity,
    isOpen(runs) {
      const suspect = suspects.find(({ id }) => id === runs.head.planned.id);
      const pair = { base: recordedCell(runs.base), head: recordedCell(runs.head) };
      return suspect !== undefined && isOpenSuspect(suspect, pair, effect, suspects.length);
    },
  });
  return { cells: confirmedCells(screened, confirmation, effect), screening, confirmation };
}

interface StageOptions extends MeasureOptions {
  pairs: Pair<PlannedCell>[];
  looks: readonly number[];
  firstLookMs: number;
  keptShare(): number;
  isOpen(runs: Pair<CellRun>): boolean;
}

async function measureStage(
  { base, head }: Pair<PlannedVersion>,
  stage: Stage,
  {
    pairs,
    looks,
    budgetMs,
    firstLookMs,
    keptShare,
    signal,
    isOpen: isOpenPair,
    onEvent = () => undefined,
  }: StageOptions,
): Promise<RecordPair> {
  const startMs = monotonicMs();
  const heads = {
    base: recordHead(base.plan, base.source),
    head: recordHead(head.plan, head.source),
  };
  onEvent({ kind: 'stage', stage, cells: pairs.length });
  // The second stage must not take its turns in the order of the first.
  const seed = stage === 'screening' ? head.plan.seed : head.plan.seed + 1;
  const { timeLimitMs } = head.plan.settings;
  const runs = await measurePairs(
    pairs,
    {
      ...{ looks, budgetMs, keptShare, firstLookMs, timeLimitMs, seed, signal },
      entries: { base: base.entry, head: head.entry },
    },
    {
      isOpen: isOpenPair,
      measured({ head: { planned } }, count) {
        const elapsedMs = monotonicMs() - startMs;
        onEvent({ kind: 'measured', stage, cellId: planned.id, pairs: count, elapsedMs });
      },
      failed({ planned, error }, side) {
        onEvent({ kind: 'failed', cellId: planned.id, side, message: error?.message ?? '' });
      },
    },
  );
  const status = signal?.aborted ? 'interrupted' : 'complete';
  const cellsOf = (side: keyof Pair<unknown>, { plan }: PlannedVersion) =>
    allCells(
      plan,
      runs.map((pair) => pair[side]),
    );
  return {
    base: recordOf(heads.base, cellsOf('base', base), status),
    head: recordOf(heads.head, cellsOf('head', head), status),
  };
}

/** The cells that measure the same work in both versions. */
function commonCells({ base, head }: Pair<PlannedVersion>): Pair<PlannedCell>[] {
  const before = new Map(base.plan.cells.map((cell) => [cell.id, cell]));
  return head.plan.cells.flatMap((cell) => {
    const partner = before.get(cell.id);
    return partner && workOf(partner) === workOf(cell) ? [{ base: partner, head: cell }] : [];
  });
}

function workOf({ tasks, workload: { params } }: PlannedCell): string {
  return JSON.stringify([tasks, Object.entries(params).sort()]);
}

/** Cells without a partner stand in the record too, so that it is told that they were not compared. */
function allCells({ cells }: Plan, measured: readonly CellRun[]): CellRun[] {
  return cells.map(
    (cell) => measured.find(({ planned }) => planned.id === cell.id) ?? startCellRun(cell),
  );
}
