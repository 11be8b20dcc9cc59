/**
 * The journaled tasks one after another on a bare loop, without anything of the harness: what a lone task
 * costs on this machine with the timers and wake-ups that no task can do without. Prints its shares.
 *
 *     node dist/scripts/selftest/bare-loop.js '{"spinMs":10,"waitMs":10,"nativeMs":0}'
 */
import { devNull } from 'node:os';
import { median } from '../../src/statistics/quantile.js';
import journaled from './journaled.js';
import type { Mix } from './known-answers.js';

const ROUNDS = 12;
const TASKS = 20;

const mix = JSON.parse(process.argv[2] ?? '{}') as Mix;
const params = { ...mix, journal: devNull };
const { context } = (await journaled.setup?.(params)) ?? {};
if (!context || !journaled.inputs) throw new Error('the journaled workload lost its inputs');
const inputs = journaled.inputs({ params, context, tasks: TASKS });

const rounds = [];
for (let round = 0; round <= ROUNDS; round++) {
  const loopBefore = performance.eventLoopUtilization();
  const cpuBefore = process.cpuUsage();
  const startMs = performance.now();
  for (const input of inputs) await journaled.run(input);
  const wallMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(cpuBefore);
  const loopShare = performance.eventLoopUtilization(loopBefore).utilization;
  rounds.push({ wallMs, loopShare, cpuShare: (user + system) / 1e3 / wallMs });
}

// The first warms up; the faster quarter was disturbed least, as in the shares that are measured.
const undisturbed = rounds
  .slice(1)
  .sort((a, b) => a.wallMs - b.wallMs)
  .slice(0, ROUNDS / 4);
const loopShare = median(undisturbed.map((round) => round.loopShare));
const cpuShare = median(undisturbed.map((round) => round.cpuShare));
console.log(JSON.stringify({ loopShare, cpuShare }));
