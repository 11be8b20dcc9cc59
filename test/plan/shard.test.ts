import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PlanError, expandSuite } from '../../src/plan/expand.js';
import type { Plan } from '../../src/plan/plan.js';
import type { Suite } from '../../src/plan/suite.js';

const suite: Suite = {
  name: 'small',
  description: 'three workloads, one of them at two values',
  workloads: ['sleep', 'noop', { name: 'mixed', params: { cpuShare: 0.1 } }, 'mixed'],
  models: ['event-loop', 'async-pool:4'],
  picture: 'speed-up',
};

test('the shards of a plan are its cells, each once, with all models of a workload together', async () => {
  const whole = await expandSuite(suite, { seed: 1 });
  const parts = await Promise.all(
    [1, 2].map((index) => expandSuite(suite, { seed: 1, shard: { index, count: 2 } })),
  );

  assert.deepEqual(parts.map(workloads), [['sleep', 'mixed(cpuShare=0.1)', 'mixed'], ['noop']]);
  assert.deepEqual(parts.flatMap(ids).sort(), ids(whole).sort());
  const [first, second] = parts.map(({ shard }) => shard);
  assert.deepEqual([second?.index, second?.count], [2, 2]);
  assert.equal(first?.plan, second?.plan, 'both know that they are of one plan');
  assert.equal(whole.shard, undefined);
});

test('shards have the same seed without being told one', async () => {
  const parts = await Promise.all(
    [1, 2].map((index) => expandSuite(suite, { shard: { index, count: 2 } })),
  );

  assert.equal(parts[0]?.seed, parts[1]?.seed);
});

test('other models, tasks or parameters make another plan', async () => {
  const shard = { index: 1, count: 2 };
  const plans = await Promise.all([
    expandSuite(suite, { shard }),
    expandSuite(suite, { shard, tasks: 3 }),
    expandSuite(suite, { shard, models: ['event-loop'] }),
    expandSuite(suite, { shard, params: ['ms=7'] }),
  ]);

  assert.equal(new Set(plans.map((plan) => plan.shard?.plan)).size, plans.length);
});

test('a shard is planned for the time of its own cells', async () => {
  const whole = await expandSuite(suite);
  const part = await expandSuite(suite, { shard: { index: 2, count: 3 } });

  assert.ok(part.settings.budgetMs < whole.settings.budgetMs);
});

test('more shards than workloads are refused: one would measure nothing', async () => {
  for (const shard of [
    { index: 4, count: 4 },
    { index: 1, count: 4 },
  ]) {
    await assert.rejects(
      expandSuite(suite, { shard }),
      (error) => error instanceof PlanError && /use 3 shards at most/.test(error.message),
    );
  }
});

function ids({ cells }: Plan): string[] {
  return cells.map(({ id }) => id);
}

function workloads({ cells }: Plan): string[] {
  return [...new Set(cells.map(({ workload }) => workload.key))];
}
