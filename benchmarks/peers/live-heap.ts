/**
 * How much heap a batch keeps alive in its middle, over what was alive before it. Measured in a
 * batch apart, as collecting garbage takes time.
 */
export const liveHeapProbe = {
  middle: -1,
  liveBytes: 0,
  /** Each task tells that it has begun. */
  reached(input: number): void {
    if (input === this.middle) this.liveBytes = collectedHeapBytes();
  },
};

/** @returns bytes, or null of a batch whose tasks run elsewhere */
export async function measureLiveHeap(
  inputs: readonly number[],
  runBatch: (inputs: readonly number[]) => Promise<number>,
): Promise<number | null> {
  const before = collectedHeapBytes();
  liveHeapProbe.middle = Math.floor(inputs.length / 2);
  liveHeapProbe.liveBytes = 0;
  await runBatch(inputs);
  liveHeapProbe.middle = -1;
  return liveHeapProbe.liveBytes === 0 ? null : Math.max(0, liveHeapProbe.liveBytes - before);
}

function collectedHeapBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
