/** Hosts are killed while they run tasks, and each task leaves a mark outside whenever it is run. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { otherHosts, ownHosts } from '../../../scripts/queue-stress/hosts.js';
import { stressQueue } from '../../../scripts/queue-stress/stress.js';
import { redisMissing, startRedis } from './redis-server.js';

const JOBS = 1_000;
/** They kill the host that runs them. */
const DEADLY = [250, 500, 750];

describe('a queue whose hosts are killed', { skip: redisMissing }, () => {
  for (const [whose, open] of [
    ['the executor has', ownHosts],
    ['others have', otherHosts],
  ] as const) {
    it(`settles each future once and runs no task twice, with hosts that ${whose} started`, async () => {
      await using redis = await startRedis();
      const hosts = await open(redis.url);
      const isDeadly = (n: number) => DEADLY.includes(n);
      const counts = await stressQueue(hosts, { jobs: JOBS, isDeadly });
      await hosts.close();

      assert.ok(counts.lostAfterStart >= DEADLY.length, `${counts.lostAfterStart} lost`);
      assert.equal(counts.results + counts.lost, JOBS);
      const { wrongResults, notSettledOnce, runAgain, neverRun, otherErrors } = counts;
      assert.deepEqual([...otherErrors], []);
      assert.deepEqual(
        { wrongResults, notSettledOnce, runAgain, neverRun },
        { wrongResults: 0, notSettledOnce: 0, runAgain: 0, neverRun: 0 },
      );
    });
  }
});
