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
import { closeCells, measureProcessSet, startCells, untilStarted } from './process-set.js';
import type { LiveCell, ProcessSet } from './process-set.js';
import { seededRandom, shuffled } from './random.js';
import type { Random } from './random.js';
import { setUp } from './setup.js';
import type { Setup } from './setup.js';
import { shareTime } from './time-plan.js';
import type { SetCost } from './time-plan.js';

/** Longest warm-up of a cell, in ms, the last batch not counted; most are warm earlier. */
const WARM_UP_MS = { quick: 200, default: 1_000, rigorous: 3_000 };

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

interface ScheduledSet {
  index: number;
  group: Group;
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
  readonly #settings: RunSettings;
  readonly #signal: AbortSignal | undefined;
  readonly #listener: ScheduleListener;
  readonly #random: Random;
  readonly #load: Pick<ProcessSet, 'load' | 'loadSeed'>;
  readonly #groups: Group[];
  readonly #startMs = monotonicMs();
  /** Started while the set before them warms up. */
  #startedAhead: LiveCell[] = [];

  constructor(
    { settings, load, seed }: Plan,
    runs: readonly CellRun[],
    signal: AbortSignal | undefined,
    listener: ScheduleListener,
  ) {
    this.#settings = settings;
    this.#signal = signal;
    this.#listener = listener;
    this.#random = seededRandom(seed);
    this.#load = { load, loadSeed: seed };
    this.#groups = groupByWorkload(runs);
  }

  async measure(): Promise<void> {
    const sets = Array.from({ length: this.#settings.processes }, (_, index) =>
      shuffled(this.#groups, this.#random).map((group) => ({ index, group })),
    ).flat();
    for (let [set, ...later] = sets; set && !this.#signal?.aborted; [set, ...later] = later) {
      await this.#measureSet(set, later);
      const isLast = set.index === this.#settings.processes - 1 && !this.#signal?.aborted;
      if (isLast) live(set.group).forEach((run) => this.#listener.finished(run));
    }
  }

  async close(): Promise<void> {
    await closeCells(this.#startedAhead);
    await Promise.all(this.#groups.map(tearDown));
  }

  async #measureSet({ index, group }: ScheduledSet, later: readonly ScheduledSet[]): Promise<void> {
    const cells = this.#startedAhead.length > 0 ? this.#startedAhead : this.#start(group);
    this.#startedAhead = [];
    if (live(group).length === 0) return closeCells(cells);
    const costs = [group, ...later.map((set) => set.group)].map(({ cost }) => cost);
    const [allowanceMs = 0, ...laterMs] = shareTime(this.#leftMs(), costs, this.#settings);
    if (index >= this.#settings.minProcesses && this.#leftMs() < leastMs(group, this.#settings)) {
      live(group).forEach((run) => warnOnce(run, skippedSets(index, this.#settings)));
      return closeCells(cells);
    }
    const context = await this.#contextOf(group);
    const warmUpMs = WARM_UP_MS[this.#settings.preset];
    const [random, signal] = [this.#random, this.#signal];
    const { load, loadSeed } = this.#load;
    const set: ProcessSet = {
      ...this.#settings,
      ...{ index, allowanceMs, warmUpMs, random, signal, load },
      contextOf: () => context,
      isOneVersion: true,
      // Far enough apart that no two processes of a cell see the same arrivals.
      loadSeed: loadSeed + index * this.#settings.maxRounds,
    };
    group.cost = await measureProcessSet(cells, set, {
      opened: () => {
        const [next] = later;
        if (next && !signal?.aborted) this.#startedAhead = this.#start(next.group);
      },
      warm: () => untilStarted(this.#startedAhead),
      sampled: (run, sample) => this.#listener.sampled(run, sample, this.#doneShare(laterMs)),
      failed: (run) => this.#listener.failed(run),
      roundTaken: () => this.#listener.roundTaken(),
    });
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

  #doneShare(laterMs: readonly number[]): number {
    const spentMs = monotonicMs() - this.#startMs;
    const comingMs = laterMs.reduce((total, ms) => total + ms, 0);
    return Math.min(1, spentMs / Math.max(this.#settings.budgetMs, spentMs + comingMs));
  }
}

function live(group: Group): CellRun[] {
  return group.runs.filter(({ error }) => error === null);
}

/** What a set of the group takes at least; unknown until one was measured. */
function leastMs({ cost }: Group, { minRounds }: RunSettings): number {
  return cost ? cost.fixedMs + minRounds * cost.roundMs : 0;
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
