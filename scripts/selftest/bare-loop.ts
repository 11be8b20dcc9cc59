/**
 * The journaled tasks one after another on a bare loop, without anything of the harness: what a lone task
 * keeps the loop and the CPUs busy with beside what its own clocks see, the timers and wake-ups that no
 * program can do without. Prints both as shares of the wall time. The loop is not busy with a task while
 * its thread waits for a CPU that the task's other threads have, as Linux tells of the thread; that is
 * worked out here anew, for nothing that is put to the test may give the known answer.
 *
 *     node dist/scripts/selftest/bare-loop.js '{"spinMs":10,"waitMs":10,"nativeMs":0}' JOURNAL
 */
import { readFileSync } from 'node:fs';
import { median } from '../../src/statistics/quantile.js';
import { fasterQuarter, lastBatches, readJournal } from './journal.js';
import journaled from './journaled.js';
import type { Mix } from './known-answers.js';

/** Not seen by the tasks' own clocks. */
export interface UnseenShares {
  loop: number;
  cpu: number;
}

const ROUNDS = 12;
const TASKS = 20;

const [mix = '{}', journal = ''] = process.argv.slice(2);
const params = { ...(JSON.parse(mix) as Mix), journal };
const { context } = (await journaled.setup?.(params)) ?? {};
if (!context || !journaled.inputs) throw new Error('the journaled workload lost its inputs');
const inputs = journaled.inputs({ params, context, tasks: TASKS });

const rounds = [];
for (let round = 0; round < ROUNDS; round++) {
  const loopBefore = performance.eventLoopUtilization();
  const cpuBefore = process.cpuUsage();
  const threadBefore = readThread();
  const startMs = performance.now();
  for (const input of inputs) await journaled.run(input);
  const wallMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(cpuBefore);
  const busyMs = performance.eventLoopUtilization(loopBefore).utilization * wallMs;
  const threadAfter = readThread();
  const queuedMs = threadAfter.queuedMs - threadBefore.queuedMs;
  const computedMs = threadAfter.computedMs - threadBefore.computedMs;
  const cpuMs = (user + system) / 1e3;
  const heldUpMs = Math.max(0, Math.min(queuedMs, busyMs - computedMs, cpuMs - computedMs));
  rounds.push({ wallMs, loopMs: busyMs - heldUpMs, cpuMs });
}

const batches = lastBatches(readJournal(journal).flat(), ROUNDS, TASKS);
const unseenIn = rounds.map(({ wallMs, loopMs, cpuMs }, round) => {
  const { spinMs = NaN, nativeMs = NaN } = batches[round] ?? {};
  return { wallMs, loop: (loopMs - spinMs) / wallMs, cpu: (cpuMs - spinMs - nativeMs) / wallMs };
});
// The first warms up.
const undisturbed = fasterQuarter(unseenIn.slice(1));
const unseen: UnseenShares = {
  loop: median(undisturbed.map(({ loop }) => loop)),
  cpu: median(undisturbed.map(({ cpu }) => cpu)),
};
console.log(JSON.stringify(unseen));

/** Times of the main thread so far; zero where no system tells them. */
function readThread(): { computedMs: number; queuedMs: number } {
  if (process.platform !== 'linux') return { computedMs: 0, queuedMs: 0 };
  const text = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8');
  const [computedNs = 0, queuedNs = 0] = text.split(' ').map(Number);
  return { computedMs: computedNs / 1e6, queuedMs: queuedNs / 1e6 };
}
