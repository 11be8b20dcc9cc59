/**
 * When a cell is warm. Its workers have started by then, so what is left is V8, which optimises a
 * function in steps while it runs, and the workload's own caches.
 */

/** A step of the optimiser shows as more than this; noise of a batch is usually less. */
const SETTLED_WITHIN = 0.05;
const RECENT_BATCHES = 3;
/**
 * V8 has optimised what is hot after about so much of running it, in each thread anew: 100 ms for a
 * loop of arithmetic, 200 to 400 ms for parsers and renderers of some thousand lines.
 */
const OPTIMISED_AFTER_CPU_MS = 300;
/** Work that computes less than this share of its time cannot get noticeably faster. */
const LEAST_CPU_SHARE = 0.1;

export interface WarmUpProgress {
  /** Wall time of each full batch so far. */
  batchMs: readonly number[];
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
  { batchMs, wallMs, cpuMs }: WarmUpProgress,
  { workers, limitMs }: { workers: number; limitMs: number },
): boolean {
  if (cpuMs / wallMs < LEAST_CPU_SHARE) return true;
  if (batchMs.length === 0) return false;
  return (
    cpuMs >= workers * OPTIMISED_AFTER_CPU_MS ||
    wallMs >= limitMs ||
    hasStoppedGettingFaster(batchMs)
  );
}

/** The recent batches are hardly faster than the ones before them. */
function hasStoppedGettingFaster(batchMs: readonly number[]): boolean {
  if (batchMs.length <= RECENT_BATCHES) return false;
  const recent = Math.min(...batchMs.slice(-RECENT_BATCHES));
  const before = Math.min(...batchMs.slice(0, -RECENT_BATCHES));
  return recent > before * (1 - SETTLED_WITHIN);
}
