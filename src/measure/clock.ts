/**
 * Milliseconds on the system's monotonic clock. Its zero is the same for all threads and processes
 * of a machine, unlike that of `performance.now`, so that a task's times can be compared across them.
 */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** Smallest step that the clock was seen to make, in nanoseconds. */
export function clockResolutionNs(): number {
  let smallest = Infinity;
  for (let reading = 0; reading < 1_000; reading += 1) {
    const before = process.hrtime.bigint();
    let after = process.hrtime.bigint();
    while (after === before) after = process.hrtime.bigint();
    smallest = Math.min(smallest, Number(after - before));
  }
  return smallest;
}
