/**
 * When a cell is warm. Its workers have started by then, so what is left is V8, which optimises a
 * function in steps while it runs, and the workload's own caches.
 */

/** A step of the optimiser shows as more than this; noise of the fastest of some tasks is usually less. */
const SETTLED_WITHIN = 0.05;
/** Fewer tasks do not show whether they still get faster. */
const LEAST_TASKS = 16;
/**
 * V8 has optimised what is hot after about so much of running it, in each thread anew: 100 ms for a
 * loop of arithmetic, 200 to 400 ms for parsers and renderers of some thousand lines.
 */
const OPTIMISED_AFTER_CPU_MS = { soonest: 100, latest: 300 };
/** Work that computes less than this share of its time cannot get noticeably faster. */
const LEAST_CPU_SHARE = 0.1;
/** Below this share a pause of the optimiser between two steps cannot hide much. */
const WAITING_CPU_SHARE = 0.5;

export interface WarmUpProgress {
  /** What each task of the full batches took so far, in the order in which they ran. */
  taskMs: readonly number[];
  /** Since every slot has run a task; of these tasks where there is no batch yet. */
  wallMs: number;
  /** Of all threads and children. */
  cpuMs: number;
}

/**
 * True when further batches would not make the samples any truer, or time is over.
 *
 * @param workers isolates in which the work has to be optimised.
 */
export function isWarm(
  { taskMs, wallMs, cpuMs }: WarmUpProgress,
  { workers, limitMs }: { workers: number; limitMs: number },
): boolean {
  if (cpuMs / wallMs < LEAST_CPU_SHARE) return true;
  if (taskMs.length === 0) return false;
  const { soonest, latest } = OPTIMISED_AFTER_CPU_MS;
  if (cpuMs >= workers * latest || wallMs >= limitMs) return true;
  const isTooSoon = cpuMs < workers * soonest && cpuMs / wallMs >= WAITING_CPU_SHARE;
  return !isTooSoon && haveStoppedGettingFaster(taskMs);
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
