import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meanWait, waitProbability } from '../../scripts/queue-at-scale/erlang-c.js';
import { outlookOf } from '../../scripts/queue-at-scale/outlook.js';
import type { Fleet, JobCosts } from '../../scripts/queue-at-scale/outlook.js';
import { seededRandom } from '../../src/statistics/random.js';

const near = (actual: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not near ${expected}`);

test("Erlang's C formula gives the values of its tables", () => {
  near(waitProbability(1, 0.7), 0.7, 1e-12);
  near(waitProbability(2, 1), 1 / 3, 1e-12);
  near(waitProbability(10, 8), 0.4092, 5e-5);
  assert.ok(waitProbability(2_000, 1_600) < 1e-9, 'many servers are never all busy at 80 %');
});

test('a single server makes wait r / (1 - r) of its service time, and for ever from 1 on', () => {
  near(meanWait(1, 0.7, 10), (10 * 0.7) / 0.3, 1e-9);
  assert.equal(meanWait(4, 1, 10), Infinity);
});

test('a simulated queue waits as long as the formula says', () => {
  const random = seededRandom(1, 'queue');
  const exponential = (mean: number) => -mean * Math.log(1 - random());
  const [servers, utilization, service, tasks] = [3, 0.8, 1, 400_000];
  const free = new Array<number>(servers).fill(0);
  let [nowAt, waited] = [0, 0];
  for (let n = 0; n < tasks; n++) {
    nowAt += exponential(service / (servers * utilization));
    free.sort((a, b) => a - b);
    const startAt = Math.max(nowAt, free[0] ?? 0);
    waited += startAt - nowAt;
    free[0] = startAt + exponential(service);
  }
  const expected = meanWait(servers, utilization, service);
  near(waited / tasks, expected, 0.05 * expected);
});

const costs: JobCosts = {
  redisMs: 0.1,
  submitterMs: 0.2,
  redisIdleMsPerHostSecond: 0.05,
};
const fleet: Fleet = { hosts: 10, slots: 2, taskMs: 100, utilization: 0.8 };

test('a small fleet leaves Redis idle and needs one of everything', () => {
  const outlook = outlookOf(costs, fleet);
  near(outlook.tasksPerSecond, 160, 1e-9);
  near(outlook.redisUtilization, 0.0165, 1e-9);
  assert.deepEqual([outlook.redises, outlook.submitters, outlook.tasksPerJob], [1, 1, 1]);
});

test('where one Redis would be too busy, several share the hosts, or tasks share a job', () => {
  const outlook = outlookOf(costs, { ...fleet, hosts: 1_000, taskMs: 10 });
  near(outlook.tasksPerSecond, 160_000, 1e-6);
  near(outlook.redisUtilization, 16.05, 1e-9);
  assert.deepEqual([outlook.redises, outlook.tasksPerJob], [23, 25]);
  assert.ok(outlook.redisWaitMs < 0.1 * (0.7 / 0.3), 'none is busier than 70 %');
});

test('where hosts that wait keep a Redis busy, no packing of tasks saves it', () => {
  const chatty = { ...costs, redisIdleMsPerHostSecond: 1 };
  assert.equal(outlookOf(chatty, { ...fleet, hosts: 1_000 }).tasksPerJob, Infinity);
});
