/** What a queue takes for each task beside its work, and from which length of a task on it pays. */
import type { Cell } from '../record/run-record.js';
import { Histogram } from '../statistics/histogram.js';

export interface QueueCost {
  /** Mean time from when a task could begin to when it did. */
  handOverMs: number;
  /** Mean time from the end of a task to its result at the caller. */
  returnMs: number;
  /**
   * By the law, tasks that compute pay from this length on; null where no two can compute at once.
   * On n CPUs a task of length s takes (s + hand-over) / n each, on the event loop s.
   */
  paysFromMs: number | null;
}

/** Null unless the cell was on a queue. */
export function queueCost(
  { processes, workers, concurrency }: Cell,
  cpus: number,
): QueueCost | null {
  const measured = processes.flatMap(({ queue }) => queue ?? []);
  if (measured.length === 0) return null;
  const handOverMs = meanOf(measured.map(({ handOverHistogram }) => handOverHistogram));
  const atOnce = Math.min(workers * concurrency, cpus);
  return {
    handOverMs,
    returnMs: meanOf(measured.map(({ returnHistogram }) => returnHistogram)),
    paysFromMs: atOnce > 1 ? handOverMs / (atOnce - 1) : null,
  };
}

/** Did hosts run its tasks that others have started, wherever they are? */
export function ranElsewhere({ processes }: Cell): boolean {
  return processes.some(({ queue }) => queue !== undefined && queue.hosts.length > 0);
}

function meanOf(histograms: readonly number[][]): number {
  const all = new Histogram();
  for (const pairs of histograms) all.merge(Histogram.fromPairs(pairs));
  return all.mean();
}
