/** What the tasks noted about themselves, put together as batches. */
import { readFileSync } from 'node:fs';
import { median } from '../../src/statistics/quantile.js';
import { sum } from '../../src/statistics/spread.js';

interface Entry {
  startedMs: number;
  endedMs: number;
  spinMs: number;
  nativeMs: number;
}

export interface JournaledBatch {
  /** From the first start to the last end. */
  wallMs: number;
  /** Of all its tasks together. */
  spinMs: number;
  nativeMs: number;
}

/** As much of a recorded cell as is looked at. */
interface SampledCell {
  tasks: number;
  processes: readonly { samples: readonly { wallMs: number }[] }[];
}

/** The entries of each process, in the order in which their tasks started. */
export function readJournal(path: string): Entry[][] {
  const byProcess = new Map<string, Entry[]>();
  for (const line of readFileSync(path, 'utf8').trim().split('\n')) {
    const [pid = '', ...numbers] = line.split(' ');
    const [startedMs = NaN, endedMs = NaN, spinMs = NaN, nativeMs = NaN] = numbers.map(Number);
    const entries = byProcess.get(pid) ?? [];
    entries.push({ startedMs, endedMs, spinMs, nativeMs });
    byProcess.set(pid, entries);
  }
  return [...byProcess.values()].map((entries) =>
    entries.sort((a, b) => a.startedMs - b.startedMs),
  );
}

/**
 * The batches behind the samples of each process of a cell. The journal knows no cells, so a process is
 * the one whose batches took as long as the samples did; none other has the same noise.
 */
export function batchesOf(cell: SampledCell, journal: readonly Entry[][]): JournaledBatch[][] {
  return cell.processes.map(({ samples }) => {
    const candidates = journal.map((entries) => lastBatches(entries, samples.length, cell.tasks));
    const distance = (batches: JournaledBatch[]) =>
      median(samples.map(({ wallMs }, i) => Math.abs(wallMs / (batches[i]?.wallMs ?? NaN) - 1)));
    const known = candidates.filter((batches) => batches.length === samples.length);
    return known.sort((a, b) => distance(a) - distance(b))[0] ?? [];
  });
}

/** The last so many batches of a process; none if it has not run as many tasks. */
export function lastBatches(
  entries: readonly Entry[],
  rounds: number,
  tasks: number,
): JournaledBatch[] {
  if (entries.length < rounds * tasks) return [];
  const sampled = entries.slice(-rounds * tasks);
  return Array.from({ length: rounds }, (_, round) => {
    const batch = sampled.slice(round * tasks, (round + 1) * tasks);
    const startMs = Math.min(...batch.map(({ startedMs }) => startedMs));
    const endMs = Math.max(...batch.map(({ endedMs }) => endedMs));
    return {
      wallMs: endMs - startMs,
      spinMs: sum(batch.map(({ spinMs }) => spinMs)),
      nativeMs: sum(batch.map(({ nativeMs }) => nativeMs)),
    };
  });
}

/** Undisturbed rounds, as the measured shares take them. */
export function fasterQuarter<T extends { wallMs: number }>(rounds: readonly T[]): T[] {
  const byWall = rounds.toSorted((a, b) => a.wallMs - b.wallMs);
  return byWall.slice(0, Math.ceil(rounds.length / 4));
}
