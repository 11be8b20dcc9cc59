/**
 * In which order a run measures its process sets, and how long each may take.
 *
 * Process index by process index, and within each all workloads in shuffled order: so the sets of a
 * workload lie far apart in time, and a slow minute of the machine does not hit one workload alone.
 */
import type { Plan, PlannedWorkload } from '../plan/plan.js';
import type { RunSettings, Sample } from '../record/run-record.js';
import { WorkFailure } from '../workload/work-failure.js';
import { failCell, warnOnce } from './cell-run.js';
import type { CellRun } from './cell-run.js';
import { monotonicMs } from './clock.js';
import { measureProcessSet } from './process-set.js';
import type { ProcessSet, ProcessSetListener } from './process-set.js';
import { seededRandom, shuffled } from './random.js';
import { setUp } from './setup.js';
import type { Setup } from './setup.js';
import { shareTime } from './time-plan.js';
import type { SetCost } from './time-plan.js';

/** Longest warm-up of a cell, in ms, the last batch not counted; most are warm earlier. */
const WARM_UP_MS = { quick: 200, default: 500, rigorous: 2_000 };

export interface ScheduleListener {
  sampled(run: CellRun, sample: Sample, doneShare: number): void;
  failed(run: CellRun): void;
  /** All that was planned for the cell is measured. */
  finished(run: CellRun): void;
}

/** The cells of one workload, which are measured together. */
interface Group {
  workload: PlannedWorkload;
  runs: CellRun[];
  setup: Setup | undefined;
  cost: SetCost | undefined;
}

/** Measures into `runs`. Every set-up that was made is torn down, also after an error or an abort. */
export async function measureAllSets(
  plan: Plan,
  runs: readonly CellRun[],
  signal: AbortSignal | undefined,
  listener: ScheduleListener,
): Promise<void> {
  const groups = groupByWorkload(runs);
  const random = seededRandom(plan.seed);
  const clock = startBudget(plan.settings.budgetMs);
  const order = Array.from({ length: plan.settings.processes }, (_, index) =>
    shuffled(groups, random).map((group) => ({ index, group })),
  ).flat();
  try {
    for (const [position, { index, group }] of order.entries()) {
      if (signal?.aborted) return;
      const costs = order.slice(position).map((set) => set.group.cost);
      const shares = shareTime(clock.leftMs(), costs, plan.settings);
      const laterMs = shares.slice(1).reduce((total, share) => total + share, 0);
      const set = { index, allowanceMs: shares[0] ?? 0, random, signal };
      await measureGroup(group, set, plan, {
        ...listener,
        sampled: (run, sample) => listener.sampled(run, sample, clock.doneShare(laterMs)),
      });
    }
  } finally {
    await Promise.all(groups.map(tearDown));
  }
}

async function measureGroup(
  group: Group,
  set: Pick<ProcessSet, 'index' | 'allowanceMs' | 'random' | 'signal'>,
  { settings }: Plan,
  listener: Pick<ScheduleListener, 'failed' | 'finished'> & ProcessSetListener,
): Promise<void> {
  const live = () => group.runs.filter(({ error }) => error === null);
  const isTimeOver = set.allowanceMs < (group.cost?.fixedMs ?? 0);
  if (set.index >= settings.minProcesses && isTimeOver) {
    for (const run of live()) warnOnce(run, skippedSets(set.index, settings));
  } else if (live().length > 0) {
    try {
      group.setup ??= await setUp(group.workload, settings.timeLimitMs, set.signal);
      const context = group.setup.context;
      const warmUpMs = WARM_UP_MS[settings.preset];
      const request = { ...settings, ...set, runs: live(), context, warmUpMs };
      group.cost = await measureProcessSet(request, listener);
    } catch (error) {
      if (!(error instanceof WorkFailure)) throw error;
      if (set.signal?.aborted) return;
      for (const run of live()) {
        failCell(run, error);
        listener.failed(run);
      }
    }
  }
  const isLast = set.index === settings.processes - 1 && !set.signal?.aborted;
  if (isLast) live().forEach((run) => listener.finished(run));
}

function groupByWorkload(runs: readonly CellRun[]): Group[] {
  const groups = new Map<string, Group>();
  for (const run of runs) {
    const { workload } = run.planned;
    const group = groups.get(workload.key) ?? {
      workload,
      runs: [],
      setup: undefined,
      cost: undefined,
    };
    group.runs.push(run);
    groups.set(workload.key, group);
  }
  return [...groups.values()];
}

function startBudget(budgetMs: number) {
  const startMs = monotonicMs();
  const spentMs = () => monotonicMs() - startMs;
  return {
    leftMs: () => budgetMs - spentMs(),
    /** @param laterMs what the sets after the current one are going to take. */
    doneShare: (laterMs: number) =>
      Math.min(1, spentMs() / Math.max(budgetMs, spentMs() + laterMs)),
  };
}

function skippedSets(measured: number, { processes, budgetMs }: RunSettings): string {
  return (
    `${measured} of ${processes} processes were measured, then the time was used up ` +
    `(${budgetMs / 1000} s); try a larger --budget or fewer cells`
  );
}

async function tearDown({ setup, runs }: Group): Promise<void> {
  const problem = await setup?.tearDown();
  if (problem !== undefined) for (const run of runs) warnOnce(run, problem);
}
