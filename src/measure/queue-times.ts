/** What a queue takes for each task beside the work: to bring it to a host, and its result back. */
import type { Span } from '../record/run-record.js';

/**
 * From when a task could have begun to when it began: it was submitted, and the task before it on
 * its lane was over.
 */
export function handOversMs(spans: readonly Span[]): number[] {
  const freeMs = new Map<number, number>();
  return [...spans]
    .sort((a, b) => a.started - b.started)
    .map(({ submitted, started, finished, lane }) => {
      const couldBegin = Math.max(submitted, freeMs.get(lane) ?? 0);
      freeMs.set(lane, finished);
      return Math.max(0, started - couldBegin);
    });
}

/**
 * From the end of a task to its result at the caller. Results come in the order of the inputs, so a
 * task's way begins when those before it are over too.
 */
export function returnsMs(spans: readonly Span[], received: readonly number[]): number[] {
  let overMs = 0;
  return spans.map(({ finished }, index) => {
    overMs = Math.max(overMs, finished);
    return Math.max(0, (received[index] ?? overMs) - overMs);
  });
}
