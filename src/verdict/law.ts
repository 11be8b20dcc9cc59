/**
 * The law of the loop: how much faster than one task at a time a model can be at most.
 *
 * Of one task alone, L is the share of its time during which it keeps its loop busy and U the number
 * of CPUs it uses. In one task's time a loop finishes at most 1/L tasks, C CPUs at most C/U, and n
 * slots at most n (asymptotic bounds of operational analysis: Denning and Buzen, ACM Computing
 * Surveys 10(3), 1978; the utilization law with each of the three as the bottleneck).
 */
import type { Cell, Sample } from '../record/run-record.js';
import { asEstimate, intervalOf, perProcess } from './estimate.js';
import type { Bound, BoundTerm, Estimate } from './verdict.js';

/** What one task does while it runs alone. */
export interface LoneTask {
  /** L: busy time of its loop, not counting when its other threads had the CPU / wall time. */
  loopShare: Estimate;
  /** U: CPU time of all its threads / wall time. */
  cpuShare: Estimate;
}

/** Where tasks run: so many loops with so many tasks in flight on each. */
export interface Place {
  workers: number;
  concurrency: number;
  /** Tasks in a batch: more slots than tasks help nobody. */
  tasks: number;
}

/**
 * Measures L and U from the cell that runs one task at a time; null without a sample.
 *
 * Other programs lengthen the wall time and not the work, and so lower both shares: only the faster
 * quarter of each process's rounds counts.
 */
export function loneTask(eventLoop: Cell, seed: number): LoneTask | null {
  const undisturbed = {
    ...eventLoop,
    processes: eventLoop.processes.map((process) => ({
      ...process,
      samples: fasterQuarter(process.samples),
    })),
  };
  const share = (name: string, value: (sample: Sample) => number) =>
    intervalOf(perProcess(undisturbed, value), seed, `${eventLoop.id} ${name}`);
  const loopShare = share('L', ownLoopShare);
  const cpuShare = share('U', (sample) => sample.cpuMs / sample.wallMs);
  if (!loopShare || !cpuShare) return null;
  return {
    loopShare: within(asEstimate(loopShare), 0, 1),
    cpuShare: within(asEstimate(cpuShare), 0, Infinity),
  };
}

/** While the loop waits for a CPU that the task's other threads have, it is not the task that holds it. */
function ownLoopShare({ loopShare, loopQueueMs = 0, wallMs }: Sample): number {
  return loopShare - loopQueueMs / wallMs;
}

function fasterQuarter(samples: Sample[]): Sample[] {
  const byWall = samples.toSorted((a, b) => a.wallMs - b.wallMs);
  return byWall.slice(0, Math.ceil(samples.length / 4));
}

function within({ value, low, high, count }: Estimate, least: number, most: number): Estimate {
  return { value, low: Math.max(least, low), high: Math.min(most, high), count };
}

/**
 * The bound of a place: min(n, k/L, C/U), where n = k * c; its interval is that of L and U.
 *
 * @param saving how many times the CPU time of a task among others a task alone takes. Where many in
 *   flight share one turn of the loop it is above 1, and the law holds for the cheaper task: the upper
 *   end of the interval allows for that.
 */
export function boundOf(place: Place, task: LoneTask, cpus: number, saving = 1): Bound {
  const at = (loopShare: number, cpuShare: number) => boundAt(place, { loopShare, cpuShare }, cpus);
  const { loopShare, cpuShare } = task;
  const saved = 1 - 1 / Math.max(1, saving);
  const busyAmongOthers = loopShare.low - saved * Math.min(loopShare.low, cpuShare.low);
  return {
    ...at(loopShare.value, cpuShare.value),
    low: at(loopShare.high, cpuShare.high).value,
    high: at(busyAmongOthers, cpuShare.low * (1 - saved)).value,
  };
}

/** The bound for known L and U. It is never below 1: one task at a time is always possible. */
export function boundAt(
  { workers, concurrency, tasks }: Place,
  { loopShare, cpuShare }: { loopShare: number; cpuShare: number },
  cpus: number,
): { value: number; limitedBy: BoundTerm } {
  const terms: [BoundTerm, number][] = [
    ['concurrency', Math.min(workers * concurrency, tasks)],
    ['loop', workers / loopShare],
    ['cpus', cpus / cpuShare],
  ];
  const [limitedBy, value] = terms.reduce((least, term) => (term[1] < least[1] ? term : least));
  return { value: Math.max(1, value), limitedBy };
}
