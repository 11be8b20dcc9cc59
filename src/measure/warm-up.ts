/**
 * When a cell is warm. Its workers have started by then, so what is left is V8, which optimises a
 * function in steps while it runs, and the workload's own caches.
 */

/** A step of the optimiser shows as more than this; noise of the fastest of some tasks is usually less. */
const SETTLED_WITHIN = 0.05;
/** Fewer tasks do not show whether they still get faster. */
const LEAST_TASKS = 16;
/** Before a loop of arithmetic has run for so long in a thread, V8 has not looked at it again. */
const SOONEST_CPU_MS = 100;
/** Work that computes less than this share of its time cannot get noticeably faster. */
const LEAST_CPU_SHARE = 0.1;
/** From this share on it is worth to wait until V8 is done with the code. */
const GAINING_CPU_SHARE = 0.25;
/** Below this share a pause of the optimiser between two steps cannot hide much. */
const WAITING_CPU_SHARE = 0.5;

export interface SpentTime {
  wallMs: number;
  /** Of all threads and children. */
  cpuMs: number;
}

/** The time is that of the full batches; of a task in every worker where there is no batch yet. */
export interface WarmUpProgress extends SpentTime {
  /** What each task of the full batches took so far, in the order in which they ran. */
  taskMs: readonly number[];
  /** V8 still adds to the code of the work; false where that cannot be seen. */
  isCodeGrowing: boolean;
}

/** When to end a warm-up that does not come to an end of its own. */
export interface WarmUpLimits {
  /** Of the full batches, in ms. */
  limitMs: number;
  /** Of computing in each worker; an earlier version of this package knows the other limit only. */
  cpuLimitMs: number;
}

/** How far a warm-up is: `cut-short` where the time is over and more of it would have made a difference. */
export type Warmth = 'cold' | 'warm' | 'cut-short';

/**
 * Warm is what further batches would not make any truer.
 *
 * @param workers isolates in which the work has to be optimised.
 */
export function warmthOf(
  { taskMs, wallMs, cpuMs, isCodeGrowing }: WarmUpProgress,
  { workers, limitMs, cpuLimitMs }: WarmUpLimits & { workers: number },
): Warmth {
  const cpuShare = cpuMs / wallMs;
  if (cpuShare < LEAST_CPU_SHARE) return 'warm';
  if (taskMs.length === 0) return 'cold';
  const isTooSoon = cpuMs < workers * SOONEST_CPU_MS && !waitsMostly({ cpuMs, wallMs });
  const gains = isCodeGrowing && cpuShare >= GAINING_CPU_SHARE;
  if (!isTooSoon && !gains && haveStoppedGettingFaster(taskMs)) return 'warm';
  if (wallMs < limitMs && cpuMs < workers * cpuLimitMs) return 'cold';
  return gains ? 'cut-short' : 'warm';
}

export function waitsMostly({ cpuMs, wallMs }: SpentTime): boolean {
  return cpuMs / wallMs < WAITING_CPU_SHARE;
}

/**
 * The later half of the tasks is hardly faster than the half before. The fastest of each is compared,
 * because others on the same CPUs lengthen tasks and never shorten them.
 */
function haveStoppedGettingFaster(taskMs: readonly number[]): boolean {
  if (taskMs.length < LEAST_TASKS) return false;
  const half = Math.floor(taskMs.length / 2);
  const fastest = (values: readonly number[]) =>
    values.reduce((least, value) => Math.min(least, value), Infinity);
  return fastest(taskMs.slice(half)) > fastest(taskMs.slice(0, half)) * (1 - SETTLED_WITHIN);
}
