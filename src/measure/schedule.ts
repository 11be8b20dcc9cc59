/**
 * In which order a run measures its process sets, and how long each may take.
 *
 *     a pass: every workload a set of fresh processes, in shuffled order ─▶ which are settled? ─▶ the next pass
 *
 * So the sets of a workload lie far apart in time, and a slow minute of the machine does not hit one
 * workload alone. Workloads whose speed-ups are known well enough leave their time to the others.
 */
import type { Plan, PlannedWorkload } from '../plan/plan.js';
import type { RunSettings, Sample } from '../record/run-record.js';
import { STILL_OPTIMISED } from '../record/still-optimised.js';
import { WorkFailure } from '../workload/work-failure.js';
import { failCell, warnOnce } from './cell-run.js';
import type { CellRun } from './cell-run.js';
import { monotonicMs } from './clock.js';
import { isSettled, LEAST_LOOK } from './precision.js';
import { closeCells, measureProcessSet, startCells, untilStarted } from './process-set.js';
import type { LiveCell, ProcessSet } from './process-set.js';
import { seededRandom, shuffled } from './random.js';
import type { Random } from './random.js';
import { setUp } from './setup.js';
import type { Setup } from './setup.js';
import {
  hasTimeFor,
  setMs,
  shareTime,
  WANTED_SETS,
  warmUpLimitMs,
  worthwhileRounds,
} from './time-plan.js';
import type { SetCost } from './time-plan.js';

/**
 * Least length of a sample. The slow models of a workload take most of a round: for a little more of
 * it the fast ones, which are to be told apart, are measured several times.
 */
const SAMPLE_MS = { quick: 30, default: 100, rigorous: 100 };
/** Sets take a little longer than the ones before now and then, and the last should not be left out. */
const CAUTION = 1.05;
/** What is said to have taken longer than planned did so by more than this share. */
const MUCH_LONGER = 0.1;

export interface ScheduleListener {
  sampled(run: CellRun, sample: Sample, doneShare: number): void;
  failed(run: CellRun): void;
  /** All that was planned for the cell is measured. */
  finished(run: CellRun): void;
  /** Nothing is measured until this resolves. */
  roundTaken(): Promise<void>;
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
  const schedule = new Schedule(plan, runs, signal, listener);
  try {
    await schedule.measure();
  } finally {
    await schedule.close();
  }
}

class Schedule {
  readonly #plan: Plan;
  readonly #settings: RunSettings;
  readonly #signal: AbortSignal | undefined;
  readonly #listener: ScheduleListener;
  readonly #random: Random;
  /** Neither failed nor settled. */
  #open: Group[];
  readonly #groups: readonly Group[];
  readonly #startMs = monotonicMs();
  /** Started while the set before them warms up. */
  #startedAhead: LiveCell[] = [];

  constructor(
    plan: Plan,
    runs: readonly CellRun[],
    signal: AbortSignal | undefined,
    listener: ScheduleListener,
  ) {
    this.#plan = plan;
    this.#settings = plan.settings;
    this.#signal = signal;
    this.#listener = listener;
    this.#random = seededRandom(plan.seed);
    this.#groups = groupByWorkload(runs);
    this.#open = [...this.#groups];
  }

  async measure(): Promise<void> {
    const { processes } = this.#settings;
    for (let index = 0; index < processes && this.#open.length > 0; index += 1) {
      await this.#takePass(index);
      if (this.#signal?.aborted) return;
    }
  }

  async close(): Promise<void> {
    await closeCells(this.#startedAhead);
    await Promise.all(this.#groups.map(tearDown));
  }

  /** A set of each open group, which may be its last. */
  async #takePass(index: number): Promise<void> {
    const { processes, precision } = this.#settings;
    let later = shuffled(this.#open, this.#random);
    for (let group = later[0]; group && !this.#signal?.aborted; group = later[0]) {
      later = later.slice(1);
      const isMeasured = await this.#takeSet(index, group, later);
      if (this.#signal?.aborted) return;
      const isLast = index === processes - 1 || isSettled(live(group), precision);
      if (!isMeasured || isLast) this.#end(group);
    }
  }

  #end(ended: Group): void {
    live(ended).forEach((run) => this.#listener.finished(run));
    this.#open = this.#open.filter((group) => group !== ended);
  }

  /**
   * False if nothing of the group is left to measure, or no time.
   *
   * @param later groups whose turn comes in the same pass.
   */
  async #takeSet(index: number, group: Group, later: readonly Group[]): Promise<boolean> {
    const cells = this.#startedAhead.length > 0 ? this.#startedAhead : this.#start(group);
    this.#startedAhead = [];
    if (live(group).length === 0 || this.#isTooLate(index, group)) {
      await closeCells(cells);
      return false;
    }
    const context = await this.#contextOf(group);
    const set = this.#processSet(index, context, this.#allowance(index, group, later));
    const owedMs = this.#owedMs(index, later, { sets: this.#settings.minProcesses });
    group.cost = await measureProcessSet(cells, set, {
      opened: () => {
        const [next] = later;
        if (next && !this.#signal?.aborted) this.#startedAhead = this.#start(next);
      },
      cutShort: (run) => this.#warnOfCold(run),
      warm: () => untilStarted(this.#startedAhead),
      sampled: (run, sample) => this.#listener.sampled(run, sample, this.#doneShare(owedMs)),
      failed: (run) => this.#listener.failed(run),
      roundTaken: () => this.#listener.roundTaken(),
    });
    return true;
  }

  #processSet(index: number, context: unknown, allowanceMs: ProcessSet['allowanceMs']): ProcessSet {
    const { load, seed } = this.#plan;
    return {
      ...this.#settings,
      index,
      contextOf: () => context,
      isOneVersion: true,
      allowanceMs,
      sampleMs: SAMPLE_MS[this.#settings.preset],
      warmUpMs: warmUpLimitMs(this.#settings, this.#groups.length),
      random: this.#random,
      load,
      // Far enough apart that no two processes of a cell see the same arrivals.
      loadSeed: seed + index * this.#settings.maxRounds,
      signal: this.#signal,
    };
  }

  /** Below the fewest processes there is no too late. */
  #isTooLate(index: number, group: Group): boolean {
    const { minProcesses, minRounds, budgetMs } = this.#settings;
    const { cost } = group;
    if (index < minProcesses || !cost) return false;
    if (hasTimeFor(cost, minRounds, this.#leftMs(), index)) return false;
    if (index < LEAST_LOOK) {
      const warning = endedEarly(index, { spentMs: budgetMs - this.#leftMs(), budgetMs });
      live(group).forEach((run) => warnOnce(run, warning));
    }
    return true;
  }

  /**
   * An even share of the time, or what the worthwhile rounds take where the others can spare it: which
   * is not known before each has been measured once.
   */
  #allowance(index: number, group: Group, later: readonly Group[]): ProcessSet['allowanceMs'] {
    const passesToCome = this.#settings.processes - 1 - index;
    const toCome = [...later, ...repeated(this.#open, passesToCome)];
    const leftMs = this.#leftMs();
    const costs = [group, ...toCome].map(({ cost }) => cost);
    const [shareMs = 0] = shareTime(leftMs, costs, this.#settings);
    if (this.#open.some((other) => other !== group && !other.cost)) return () => shareMs;
    return (cost) => {
      const owedMs = this.#owedMs(index, later, { sets: WANTED_SETS, guess: cost });
      const spareMs = leftMs - CAUTION * owedMs;
      return Math.max(shareMs, Math.min(spareMs, setMs(cost, worthwhileRounds(cost))));
    };
  }

  /** What the sets to come take at least, as many as each workload is to have in any case. */
  #owedMs(
    index: number,
    later: readonly Group[],
    { sets, guess }: { sets: number; guess?: SetCost },
  ): number {
    const { minRounds } = this.#settings;
    const owed = [...(index < sets ? later : []), ...repeated(this.#open, sets - 1 - index)];
    return owed.reduce((total, { cost = guess }) => total + (cost ? setMs(cost, minRounds) : 0), 0);
  }

  /** A quick run promises no more than it can keep. */
  #warnOfCold(run: CellRun): void {
    if (this.#settings.preset !== 'quick') warnOnce(run, STILL_OPTIMISED);
  }

  #start(group: Group): LiveCell[] {
    return startCells(live(group), this.#settings.timeLimitMs);
  }

  /** A set-up that fails is the failure of all cells that need it. */
  async #contextOf(group: Group): Promise<unknown> {
    try {
      group.setup ??= await setUp(group.workload, this.#settings.timeLimitMs, this.#signal);
      return group.setup.context;
    } catch (error) {
      if (!(error instanceof WorkFailure)) throw error;
      for (const run of this.#signal?.aborted ? [] : live(group)) {
        failCell(run, error);
        this.#listener.failed(run);
      }
      return null;
    }
  }

  #leftMs(): number {
    return this.#startMs + this.#settings.budgetMs - monotonicMs();
  }

  #doneShare(owedMs: number): number {
    const spentMs = monotonicMs() - this.#startMs;
    return Math.min(1, spentMs / Math.max(this.#settings.budgetMs, spentMs + owedMs));
  }
}

function live(group: Group): CellRun[] {
  return group.runs.filter(({ error }) => error === null);
}

function repeated<T>(items: readonly T[], times: number): T[] {
  return Array.from({ length: Math.max(0, times) }, () => items).flat();
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

function endedEarly(
  processes: number,
  { spentMs, budgetMs }: { spentMs: number; budgetMs: number },
): string {
  const measured = processes === 1 ? '1 process was' : `${processes} processes were`;
  const inSeconds = (ms: number) => `${Number((ms / 1000).toPrecision(3))} s`;
  const isOver = spentMs > budgetMs * (1 + MUCH_LONGER);
  return (
    `only ${measured} measured, then the time was used up (${inSeconds(budgetMs)}` +
    (isOver ? `; it took ${inSeconds(spentMs)}, since fewer cannot be judged` : '') +
    '); try a larger --budget or fewer cells'
  );
}

async function tearDown({ setup, runs }: Group): Promise<void> {
  const problem = await setup?.tearDown();
  if (problem !== undefined) for (const run of runs) warnOnce(run, problem);
}
