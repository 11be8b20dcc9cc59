/** What the scheduler and the kernel did for this process and its descendants, beside CPU time. */
import { readChildTicks, readThreads } from './process-tree.js';

export interface Scheduling {
  /** CPU time in the kernel, in ms; of children in steps of 10 ms. */
  systemMs: number;
  /** Threads were ready to run and had no CPU for so long, added up; null where no system tells it. */
  runQueueMs: number | null;
  /** A thread waited for something, and gave its CPU away. */
  voluntarySwitches: number;
  /** A thread would have gone on, and its CPU was taken away. */
  involuntarySwitches: number;
}

/** Counts from now on; call the result to read it. Threads that end before count up to the call before. */
export function startSchedulingClock(): () => Scheduling {
  const before = readCounters();
  return () => {
    const after = readCounters();
    const since = (name: keyof typeof before) => between(before[name], after[name]);
    return {
      systemMs: since('systemMs'),
      runQueueMs: after.runQueueMs.size === 0 ? null : since('runQueueMs'),
      voluntarySwitches: since('voluntarySwitches'),
      involuntarySwitches: since('involuntarySwitches'),
    };
  };
}

/** Each a count per thread or process, so that what ends or starts in between does no harm. */
function readCounters() {
  const { voluntaryContextSwitches, involuntaryContextSwitches } = process.resourceUsage();
  const threads = readThreads();
  const counts = (name: 'voluntarySwitches' | 'involuntarySwitches', own: number) =>
    new Map([
      [process.pid, own],
      ...threads.flatMap(({ id, [name]: count }): [number, number][] =>
        count === null ? [] : [[id, count]],
      ),
    ]);
  return {
    systemMs: new Map([[process.pid, process.cpuUsage().system / 1e3], ...readChildTicks()]),
    runQueueMs: new Map(threads.map(({ id, runQueueMs }) => [id, runQueueMs])),
    voluntarySwitches: counts('voluntarySwitches', voluntaryContextSwitches),
    involuntarySwitches: counts('involuntarySwitches', involuntaryContextSwitches),
  };
}

function between(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): number {
  let total = 0;
  for (const [id, count] of after) total += Math.max(0, count - (before.get(id) ?? 0));
  return total;
}
