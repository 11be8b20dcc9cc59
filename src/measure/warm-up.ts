/**
 * When a cell is warm. Pools have started their workers by then; what is left is V8, which
 * optimises in steps, and caches. A batch that mostly waits is warm as soon as each lane has run.
 */

/** A step of the optimiser shows as more than this; noise of a batch is usually less. */
const SETTLED_WITHIN = 0.05;
const RECENT_BATCHES = 3;

/**
 * True once the recent batches are hardly faster than the ones before them.
 *
 * @param batchMs wall time of each warm-up batch so far, in order.
 */
export function hasSettled(batchMs: readonly number[]): boolean {
  if (batchMs.length <= RECENT_BATCHES) return false;
  const recent = Math.min(...batchMs.slice(-RECENT_BATCHES));
  const before = Math.min(...batchMs.slice(0, -RECENT_BATCHES));
  return recent > before * (1 - SETTLED_WITHIN);
}
