/**
 * RunRecord -> Judgement: everything that is said about a run, computed anew on each read.
 *
 * Pure functions of the record. Renderers print what stands here and compute nothing of their own.
 */
import type { Nature } from '../record/run-record.js';
import type { Interval, Scalability } from '../statistics/scalability.js';

/** A number never travels without its 95 % interval and how much stands behind it. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
  /** Samples behind it. With a single one no spread is known: low and high equal the value. */
  count: number;
}

/** How a model compares with the event loop: by its interval against the tie band of 5 %. */
export type Comparison = 'reference' | 'faster' | 'slower' | 'same' | 'unclear';

export interface CellResult {
  id: string;
  model: string;
  tasks: number;
  /** Why there are no numbers, or null. */
  failure: { kind: string; message: string } | null;
  numbers: CellNumbers | null;
  warnings: string[];
}

export interface CellNumbers {
  wallMs: Estimate;
  /** Finished tasks / wall time. */
  tasksPerSecond: Estimate;
  /** Paired by round against `event-loop`; null where that was not measured. */
  speedUp: Estimate | null;
  comparison: Comparison;
  /** What the law of the loop allows at most, and the term that binds; null without a lone task. */
  bound: Bound | null;
  /** User and system time of every thread and child. */
  cpuMsPerTask: number;
  loopShare: number;
  loopDelayMs: { p50: number; p99: number; max: number };
  peakRssBytes: number;
  gcShare: number;
  startupMs: number;
  idleRssBytes: number;
  resources: Resources;
}

/** What a task costs beside its CPU time; null where the system or an older record does not tell. */
export interface Resources {
  /** Share of the CPU time that was spent in the kernel. */
  systemShare: number | null;
  voluntarySwitchesPerTask: number | null;
  involuntarySwitchesPerTask: number | null;
  /** Of the time in which threads could run, the share in which they had no CPU. */
  starvedShare: number | null;
}

/**
 * Largest speed-up over `event-loop` that the law of the loop allows. The interval is that of L and U;
 * its upper end also allows for tasks that cost less CPU among others than alone.
 */
export interface Bound {
  value: number;
  low: number;
  high: number;
  limitedBy: BoundTerm;
}

/** Which term of the law is the smallest: slots n, the loop 1/L (k/L), or the CPUs C/U. */
export type BoundTerm = 'concurrency' | 'loop' | 'cpus';

/** What the work was measured to be made of. `blocking` holds its loop without using a CPU. */
export type MeasuredNature =
  'io-bound' | 'cpu-bound' | 'cpu-bound-off-loop' | 'blocking' | 'mixed' | 'unknown';

export interface NatureFinding {
  measured: MeasuredNature;
  claimed: Nature;
  /** L: busy share of the loop while one task runs alone. */
  loopShare: Estimate | null;
  /** U: CPUs used while one task runs alone. */
  cpuShare: Estimate | null;
  /** Set when the author's claim does not match. */
  warning: string | null;
}

/** A model with its speed-up over `event-loop`; null where that was not measured. */
export interface Choice {
  model: string;
  speedUp: Estimate | null;
}

export interface Verdict {
  /** `clear`: the intervals decide. `unclear`: they do not. `none`: nothing to choose from. */
  status: 'clear' | 'unclear' | 'none';
  best: Choice | null;
  /** What the same rule chooses among the other models. */
  runnerUp: Choice | null;
  /** Models that count as equally fast and cost more. */
  tiedWith: string[];
  /** One sentence a manager understands. */
  reason: string;
  /** What would make another model the best, as far as the law and this run can tell. */
  flips: Flip[];
}

/** A change that would flip a verdict. */
export interface Flip {
  /** "a task shorter than 0.31 ms", "4 CPUs or more". */
  when: string;
  /** The model that would then be the best. */
  model: string;
}

export interface WorkloadJudgement {
  key: string;
  name: string;
  description: string;
  params: Record<string, number | string | boolean>;
  nature: NatureFinding;
  cells: CellResult[];
  verdict: Verdict;
}

/** Where the lines of two models cross along a swept parameter. */
export interface Crossing {
  /** The swept workload's name. */
  workload: string;
  param: string;
  models: [string, string];
  /** Null where the lines do not cross: nowhere does each model win by more than the tie band. */
  at: Estimate | null;
  /** The model that wins below `at`; without a crossing the one ahead anywhere, or null. */
  ahead: string | null;
  /** Where the law of the loop puts it, or null where the law lets none cross. */
  predicted: number | null;
}

/** Along a swept parameter, where a model is faster than the event loop. */
export interface BreakEven {
  /** The swept workload's name. */
  workload: string;
  param: string;
  model: string;
  /** `above` or `below` the crossing `at`; else at every measured value, or at none. */
  pays: 'above' | 'below' | 'everywhere' | 'nowhere';
  /** Where it costs as much as it gains; null where that was not met. */
  at: Estimate | null;
}

/** What one kind of pool does with one workload as it is given more and more tasks at once. */
export interface Scaling {
  /** Key of the workload. */
  workload: string;
  /** `async-pool:n`, `worker-pool:k`, `worker-pool:kx10`. */
  pool: string;
  /** By ascending size; two at least. */
  levels: ScalingLevel[];
  /** Up to the largest level that was measured, by the tie band; `unclear` if noise may have made the gain. */
  trend: 'flat' | 'grows' | 'levels-off' | 'peaks' | 'unclear';
  /** The fastest level. */
  top: ScalingLevel;
  /** The smallest level that none beats by more than the tie band; `count` is that of the levels. */
  enough: Estimate;
  /** The universal scalability law through the levels, or why there is none. */
  law: Scalability;
  /** Where the law peaks, if it does within what was measured and the levels fall from there. */
  knee: Interval | null;
  /** Speed-up by tasks in flight, between the first level and the last. */
  curves: { law: CurvePoint[]; bound: CurvePoint[] };
}

export interface ScalingLevel {
  model: string;
  /** What the levels of the pool differ in: workers, or tasks in flight on its one loop. */
  size: number;
  tasksInFlight: number;
  /** Over `event-loop`. */
  speedUp: Estimate;
}

export type { Interval };

export interface CurvePoint {
  tasksInFlight: number;
  speedUp: number;
}

/** What it costs to hand a task with its data to a model and to take the result back. */
export interface MoveCost {
  /** The swept workload, as in `echo(via=clone)`. */
  workload: string;
  /** How the data travels, if the workload has a parameter `via`. */
  via: string | null;
  model: string;
  /** By ascending amount of the swept parameter. */
  stops: MoveCostStop[];
}

export interface MoveCostStop {
  amount: number;
  /** Wall time of a task beyond that on the event loop. */
  costMs: Estimate;
  /**
   * Work from which on a task is worth the move: m k / (k - 1) for a cost m and k workers that have a
   * CPU each. Null where one worker has nobody to share the work with.
   */
  paysFromMs: Estimate | null;
}

export interface Judgement {
  workloads: WorkloadJudgement[];
  crossings: Crossing[];
  breakEvens: BreakEven[];
  scalings: Scaling[];
  moveCosts: MoveCost[];
  /** Doubts about the whole run, each with something to try. */
  warnings: string[];
}
