/**
 * Whether a queue settles each future once, and runs each task at most once, while its hosts are killed.
 *
 *     npm run stress:queue -- [--jobs 100000] [--kill-every 5] [--others]
 *
 * Two hosts on a Redis of their own, those of the executor or, with `--others`, such as it has not
 * started; every so many seconds one is killed and replaced. Prints what was counted, and exits with
 * 1 if anything is amiss. Takes a minute or two.
 */
import { parseArgs } from 'node:util';

import { Redis } from 'ioredis';

import { startRedis } from '../test/executors/queue/redis-server.js';
import { otherHosts, ownHosts } from './queue-stress/hosts.js';
import { stressQueue } from './queue-stress/stress.js';
import type { StressCounts } from './queue-stress/stress.js';

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '100000' },
    'kill-every': { type: 'string', default: '5' },
    others: { type: 'boolean', default: false },
  },
});
const jobs = Number(values.jobs);
const killEveryMs = Number(values['kill-every']) * 1000;

await using redis = await startRedis();
const hosts = values.others ? await otherHosts(redis.url) : ownHosts(redis.url);
const startMs = performance.now();
const counts = await stressQueue(hosts, { jobs, killEveryMs });
const wallS = (performance.now() - startMs) / 1000;
await hosts.close();
report(counts, await keysIn(redis.url));

function report(counts: StressCounts, keys: number): void {
  // A named queue keeps its last jobs, done and failed apart, and lists of them.
  const mostKeys = values.others
    ? Math.min(counts.results, 2_000) + Math.min(counts.lost, 2_000) + 10
    : 0;
  const { kills, results, lost, lostAfterStart, otherErrors, wrongResults } = counts;
  const others = [...otherErrors.values()].reduce((total, count) => total + count, 0);
  const facts: [what: string, count: number, isAmiss: boolean][] = [
    ['jobs', jobs, results + lost !== jobs],
    ['hosts killed', kills, false],
    ['right results', results, false],
    ['WorkerLostError', lost, kills === 0 && lost > 0],
    ['  of these begun', lostAfterStart, false],
    ['other errors', others, others > 0],
    ['wrong results', wrongResults, wrongResults > 0],
    ['futures not settled once', counts.notSettledOnce, counts.notSettledOnce > 0],
    ['tasks run again', counts.runAgain, counts.runAgain > 0],
    ['results of tasks never run', counts.neverRun, counts.neverRun > 0],
    ['keys left in Redis', keys, keys > mostKeys],
  ];
  console.log(`${wallS.toFixed(0)} s, ${(jobs / wallS).toFixed(0)} jobs a second`);
  for (const [what, count, isAmiss] of facts) {
    console.log(`${isAmiss ? 'AMISS ' : '      '}${what.padEnd(28)}${String(count).padStart(8)}`);
  }
  for (const [text, count] of otherErrors) console.log(`${count} x ${text}`);
  process.exitCode = facts.some(([, , isAmiss]) => isAmiss) ? 1 : 0;
}

async function keysIn(connection: string): Promise<number> {
  const client = new Redis(connection);
  const count = await client.dbsize();
  client.disconnect();
  return count;
}
