/**
 * A workload whose shares are known by construction: each task computes on its loop, waits for a timer
 * and computes in libuv's pool, and notes in a journal how long it did what, by clocks of its own.
 */
import { pbkdf2 } from 'node:crypto';
import { openSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { defineWorkload } from 'loop-or-pool';
import { lcgAfter, measureStepsPerMs } from '../../workloads/mixed/lcg.js';

interface Portions {
  steps: number;
  waitMs: number;
  iterations: number;
  journal: string;
}

/** Opened once in each thread: opening takes longer than writing. */
let file: number | undefined;

const derive = (iterations: number) =>
  promisify(pbkdf2)('password', 'salt', iterations, 32, 'sha512');

export default defineWorkload({
  name: 'journaled',
  nature: 'mixed',
  description: 'computes on the loop, waits, and computes off the loop, so many ms each',
  params: { spinMs: 5, waitMs: 5, nativeMs: 5, journal: '' },
  async setup() {
    return {
      context: { stepsPerMs: measureStepsPerMs(), iterationsPerMs: await iterationsPerMs() },
    };
  },
  inputs({ params: { spinMs, waitMs, nativeMs, journal }, context, tasks }): Portions[] {
    const steps = Math.round(spinMs * context.stepsPerMs);
    const iterations = Math.round(nativeMs * context.iterationsPerMs);
    return Array.from({ length: tasks }, () => ({ steps, waitMs, iterations, journal }));
  },
  async run({ steps, waitMs, iterations, journal }: Portions) {
    const startedMs = now();
    const state = lcgAfter(steps, 1);
    const spunMs = now();
    if (waitMs > 0) await sleep(waitMs);
    const waitedMs = now();
    if (iterations > 0) await derive(iterations);
    const endedMs = now();
    const entry = [process.pid, startedMs, endedMs, spunMs - startedMs, endedMs - waitedMs];
    writeSync((file ??= openSync(journal, 'a')), `${entry.join(' ')}\n`);
    return state;
  },
});

/** The clock of the day, which the measuring itself never reads. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

/** The best of several tries: what this machine does when nothing disturbs it. */
async function iterationsPerMs(): Promise<number> {
  const iterations = 5_000;
  let bestMs = Infinity;
  for (let n = 0; n < 15; n++) {
    const started = performance.now();
    await derive(iterations);
    bestMs = Math.min(bestMs, performance.now() - started);
  }
  return iterations / bestMs;
}
