/** Submits tasks to a queue whose hosts are killed meanwhile, and counts what came of each. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { QueueExecutor, WorkerLostError } from '../../src/index.js';
import type { Future } from '../../src/index.js';
import type { Hosts } from './hosts.js';
import { markedSquare } from './task.js';

export interface StressCounts {
  /** From outside. */
  kills: number;
  /** Right ones. */
  results: number;
  wrongResults: number;
  /** Ended with WorkerLostError, and how many of these had been begun. */
  lost: number;
  lostAfterStart: number;
  /** By their texts. */
  otherErrors: ReadonlyMap<string, number>;
  /** Futures that told not at all, or more than once, that they were done. */
  notSettledOnce: number;
  /** Tasks that were run again. */
  runAgain: number;
  /** Tasks with a result that left no mark of having been run. */
  neverRun: number;
}

export interface StressOptions {
  jobs: number;
  /** How often a host is killed from outside, whatever it does at the moment. */
  killEveryMs?: number;
  /** Tasks that kill the host that runs them. */
  isDeadly?(n: number): boolean;
}

export async function stressQueue(
  hosts: Hosts,
  { jobs, killEveryMs, isDeadly = () => false }: StressOptions,
): Promise<StressCounts> {
  const folder = mkdtempSync(join(tmpdir(), 'loop-or-pool-stress-'));
  const journal = join(folder, 'runs');
  const tally = new Tally(jobs);
  const killer =
    killEveryMs === undefined ? undefined : setInterval(() => killOne(hosts, tally), killEveryMs);
  try {
    const executor = new QueueExecutor(hosts.executorOptions);
    await executor.ready();
    for (let n = 0; n < jobs; n++) {
      const future = executor.submit(markedSquare, journal, n, isDeadly(n));
      future.addDoneCallback(() => tally.note(n, future));
    }
    await executor.shutdown();
    return tally.counts(timesRun(journal, jobs));
  } finally {
    clearInterval(killer);
    rmSync(folder, { recursive: true });
  }
}

/** That which has sent the last result. */
function killOne(hosts: Hosts, tally: Tally): void {
  if (tally.lastPid !== undefined && hosts.kill(tally.lastPid)) tally.kills++;
  tally.lastPid = undefined;
}

class Tally {
  kills = 0;
  /** Of the host that the last result came from. */
  lastPid: number | undefined;
  #results = 0;
  #wrongResults = 0;
  /** Of each job, how often its future told that it was done. */
  readonly #times: Uint8Array;
  readonly #lost = new Set<number>();
  readonly #otherErrors = new Map<string, number>();

  constructor(jobs: number) {
    this.#times = new Uint8Array(jobs);
  }

  note(n: number, future: Future<[square: number, pid: number]>): void {
    this.#times[n] = (this.#times[n] ?? 0) + 1;
    const outcome = future.snapshot();
    if ('value' in outcome) {
      const [square, pid] = outcome.value;
      if (square === n * n) this.#results++;
      else this.#wrongResults++;
      this.lastPid = pid;
      return;
    }
    const error = 'error' in outcome ? outcome.error : outcome.state;
    const text = String(error);
    if (error instanceof WorkerLostError) this.#lost.add(n);
    else this.#otherErrors.set(text, (this.#otherErrors.get(text) ?? 0) + 1);
  }

  counts(runs: Uint8Array): StressCounts {
    const lost = this.#lost;
    const count = (counts: Uint8Array, isSo: (value: number, n: number) => boolean) =>
      counts.reduce((total, value, n) => total + (isSo(value, n) ? 1 : 0), 0);
    return {
      kills: this.kills,
      results: this.#results,
      wrongResults: this.#wrongResults,
      lost: lost.size,
      lostAfterStart: [...lost].filter((n) => (runs[n] ?? 0) > 0).length,
      otherErrors: this.#otherErrors,
      notSettledOnce: count(this.#times, (times) => times !== 1),
      runAgain: count(runs, (times) => times > 1),
      neverRun: count(runs, (times, n) => times === 0 && !lost.has(n)),
    };
  }
}

/** Of each task, how many marks it left. */
function timesRun(journal: string, jobs: number): Uint8Array {
  const times = new Uint8Array(jobs);
  const marks = readFileSync(journal);
  for (let at = 0; at + 4 <= marks.length; at += 4) {
    const n = marks.readUInt32LE(at);
    times[n] = (times[n] ?? 0) + 1;
  }
  return times;
}
