/**
 * From one machine to many: measures here what a job costs Redis, its submitter and its host, and works
 * out what that means for 10, 100 and 1,000 hosts. Prints Markdown. Takes about two minutes.
 *
 *     node dist/scripts/queue-at-scale.js [--rounds 5] [--jobs 10000]
 */
import { parseArgs } from 'node:util';
import { readEnvironment } from '../src/measure/environment.js';
import { findRedisServer, startRedisServer } from '../src/measure/redis-server.js';
import { median } from '../src/statistics/quantile.js';
import { measureIdleHost, measureRound } from './queue-at-scale/job-costs.js';
import type { Round } from './queue-at-scale/job-costs.js';
import { outlookOf } from './queue-at-scale/outlook.js';
import type { JobCosts } from './queue-at-scale/outlook.js';
import { plainListRate } from './queue-at-scale/plain-lists.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    jobs: { type: 'string', default: '10000' },
  },
});
const program = findRedisServer();
if (program === undefined) throw new Error('redis-server is not installed (Debian: redis-server)');

await using redis = await startRedisServer(program);
type Measured = Round & { list: number; idleHost: number };

const rounds: Measured[] = [];
for (let n = 0; n < Number(values.rounds); n++) {
  const list = await plainListRate(redis.connection, 200_000);
  const load = { jobs: Number(values.jobs), hosts: 2, slots: 25 };
  const idleHost = await measureIdleHost(redis.connection);
  rounds.push({ list, idleHost, ...(await measureRound(redis.connection, load)) });
}

const { cpuModel, cpus, node } = readEnvironment();
console.log(
  `Measured on ${new Date().toISOString().slice(0, 10)}: ${cpuModel}, ${cpus} CPUs, Node ${node}\n`,
);
const figures: [what: string, of: (round: Measured) => number, unit: string][] = [
  ['CPU time of Redis per job', ({ redisMs }) => redisMs, 'ms'],
  ['CPU time of the submitter per job', ({ submitterMs }) => submitterMs, 'ms'],
  ['CPU time of the host per job', ({ hostMs }) => hostMs, 'ms'],
  ['CPU time of Redis per host that waits', ({ idleHost }) => idleHost, 'ms/s'],
  ['jobs a second, all on this machine', ({ jobsPerSecond }) => jobsPerSecond, ''],
  ['jobs a second that Redis alone could serve', ({ redisMs }) => 1000 / redisMs, ''],
  ['values a second through a plain list, 50 at a time', ({ list }) => list, ''],
];
console.log('| what | median [least .. most] |\n| --- | ---: |');
for (const [what, of, unit] of figures) {
  const sorted = rounds.map(of).sort((a, b) => a - b);
  const [least = NaN, most = NaN] = [sorted[0], sorted.at(-1)];
  const range = `${text(median(sorted))} [${text(least)} .. ${text(most)}]`;
  console.log(`| ${what} | ${range}${unit === '' ? '' : ` ${unit}`} |`);
}

const middle = (of: (round: Measured) => number) => median(rounds.map(of));
const costs: JobCosts = {
  redisMs: middle(({ redisMs }) => redisMs),
  submitterMs: middle(({ submitterMs }) => submitterMs),
  redisIdleMsPerHostSecond: middle(({ idleHost }) => idleHost),
};
const header = [
  ...['hosts', 'task', 'tasks a second', 'one Redis is busy', 'Redis needed', 'or tasks per job'],
  ...['submitters', 'wait for a slot', 'wait in Redis'],
];
console.log(`\n| ${header.join(' | ')} |\n|${' ---: |'.repeat(header.length)}`);
for (const hosts of [10, 100, 1_000]) {
  for (const taskMs of [10, 100, 1_000]) {
    const fleet = { hosts, slots: 2, taskMs, utilization: 0.8 };
    const outlook = outlookOf(costs, fleet);
    const row = [
      text(hosts),
      `${text(taskMs)} ms`,
      text(outlook.tasksPerSecond),
      `${text(outlook.redisUtilization * 100)} %`,
      text(outlook.redises),
      Number.isFinite(outlook.tasksPerJob) ? text(outlook.tasksPerJob) : '–',
      text(outlook.submitters),
      `${text(outlook.slotWaitMs)} ms`,
      `${text(outlook.redisWaitMs)} ms`,
    ];
    console.log(`| ${row.join(' | ')} |`);
  }
}

function text(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en-US', { maximumFractionDigits: 3 });
}
