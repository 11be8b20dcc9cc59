import assert from 'node:assert/strict';
import { test } from 'node:test';
import { availableCpus } from '../../src/executors/available-cpus.js';
import { PlanError, expandSuite, planFor } from '../../src/plan/expand.js';
import type { PlanOptions } from '../../src/plan/expand.js';
import type { Suite } from '../../src/plan/suite.js';
import { fixture } from '../workload/fixtures.js';

const suite: Suite = {
  name: 'small',
  description: 'two workloads',
  workloads: ['sleep', 'mixed'],
  models: ['event-loop', 'async-pool:4'],
  tasks: 8,
  picture: 'speed-up',
};

async function problemsOf(given: Suite, options?: PlanOptions): Promise<readonly string[]> {
  const error: unknown = await expandSuite(given, options).catch((reason: unknown) => reason);
  assert.ok(error instanceof PlanError);
  return error.problems;
}

test('a plan holds every workload under every model, in the order of the suite', async () => {
  const { cells, suite: planned } = await expandSuite(suite);
  assert.deepEqual(
    cells.map(({ id }) => id),
    ['sleep/event-loop', 'sleep/async-pool:4', 'mixed/event-loop', 'mixed/async-pool:4'],
  );
  assert.deepEqual(
    cells.map(({ workers, concurrency, tasks }) => [workers, concurrency, tasks]),
    [
      [1, 1, 8],
      [1, 4, 8],
      [1, 1, 8],
      [1, 4, 8],
    ],
  );
  const { name, description, picture } = suite;
  assert.deepEqual(planned, { name, description, picture, sweptParam: null });
});

test('models and tasks that are given replace those of the suite', async () => {
  const { cells } = await expandSuite(suite, { models: ['async-pool:2'], tasks: 3 });
  assert.deepEqual(
    cells.map(({ id, tasks }) => [id, tasks]),
    [
      ['sleep/async-pool:2', 3],
      ['mixed/async-pool:2', 3],
    ],
  );
});

test('a load that is given replaces that of the suite, and what it leaves out has defaults', async () => {
  assert.equal((await expandSuite(suite)).load, undefined);
  const loaded = { ...suite, load: { rate: 80, arrivals: 'constant', patienceMs: 50 } as const };
  assert.deepEqual((await expandSuite(loaded)).load, loaded.load);
  assert.deepEqual((await expandSuite(loaded, { load: { rate: 40 } })).load, {
    rate: 40,
    arrivals: 'poisson',
    patienceMs: 1_000,
  });
});

test('a rate at which the tasks do not fit into the time limit is a problem', async () => {
  assert.match((await problemsOf({ ...suite, load: { rate: 0.1 } }))[0] ?? '', /time limit/);
});

test('cpus stands for the available CPUs, and two ways to write a model are one cell', async () => {
  const cpus = availableCpus();
  const models = ['worker-pool:cpusx3', `worker-pool:${cpus}x3`];
  const { cells } = await expandSuite({ ...suite, workloads: ['noop'], models });
  assert.deepEqual(
    cells.map(({ model, workers, concurrency }) => [model, workers, concurrency]),
    [[`worker-pool:${cpus}x3`, cpus, 3]],
  );
});

test('a parameter goes to the workloads that have it and shows in their key', async () => {
  const { cells } = await expandSuite(suite, { params: ['cpuShare=0.75'], models: ['event-loop'] });
  assert.deepEqual(
    cells.map(({ workload }) => workload.key),
    ['sleep', 'mixed(cpuShare=0.75)'],
  );
  assert.equal(cells[1]?.workload.params['cpuShare'], 0.75);
  assert.equal(cells[0]?.workload.params['cpuShare'], undefined);
});

test('numbers may be written as people write them', async () => {
  for (const text of ['limit=1e5', 'limit=100_000', 'limit= 100000 ']) {
    const { cells } = await planFor([fixture('quick.mjs')], { params: [text] });
    assert.equal(cells[0]?.workload.params['limit'], 100_000);
  }
});

test('a parameter at its default does not show in the key', async () => {
  const { cells } = await planFor([fixture('quick.mjs')], { params: ['limit=2e4'] });
  assert.equal(cells[0]?.workload.key, 'quick');
});

test('a sweep makes a workload of each value, each with its value in the key', async () => {
  const swept: Suite = {
    ...suite,
    workloads: ['mixed'],
    models: ['event-loop'],
    sweep: { param: 'cpuShare', values: [0, 0.25, 1] },
  };
  const { cells, suite: planned } = await expandSuite(swept);
  assert.deepEqual(
    cells.map(({ id }) => id),
    [
      'mixed(cpuShare=0)/event-loop',
      'mixed(cpuShare=0.25)/event-loop',
      'mixed(cpuShare=1)/event-loop',
    ],
  );
  assert.equal(planned.sweptParam, 'cpuShare');
  assert.match(
    (await problemsOf(swept, { params: ['cpuShare=1'] })).join(),
    /suite measures it at/,
  );
});

test('a sweep may have its own number of tasks at each value', async () => {
  const swept: Suite = {
    ...suite,
    workloads: ['mixed'],
    models: ['event-loop'],
    sweep: { param: 'cpuShare', values: [0, 0.5, 1], tasks: [40, 20] },
  };
  const tasksOf = async (options?: PlanOptions) =>
    (await expandSuite(swept, options)).cells.map(({ tasks }) => tasks);
  assert.deepEqual(await tasksOf(), [40, 20, 8]);
  assert.deepEqual(await tasksOf({ tasks: 3 }), [3, 3, 3]);
});

test('a workload may have parameters and models of its own, and shows the parameters', async () => {
  const own = { name: 'mixed', params: { cpuShare: 0.25 }, models: ['worker-pool:1 chunkSize=1'] };
  const idsOf = async (options?: PlanOptions) =>
    (await expandSuite({ ...suite, workloads: ['sleep', own] }, options)).cells.map(({ id }) => id);
  assert.deepEqual(await idsOf(), [
    'sleep/event-loop',
    'sleep/async-pool:4',
    'mixed(cpuShare=0.25)/worker-pool:1 chunkSize=1',
  ]);
  assert.deepEqual(await idsOf({ models: ['event-loop'] }), [
    'sleep/event-loop',
    'mixed(cpuShare=0.25)/event-loop',
  ]);
});

test('everything that is wrong is told at once', async () => {
  const problems = await problemsOf(
    { ...suite, workloads: ['slep', 'mixed'] },
    {
      models: ['event-lop', 'async-pool:x'],
      params: ['cpuShar=1', 'totalMs=long', 'nonsense'],
      tasks: 0,
      seed: -1,
      rounds: 1.5,
      precision: 2,
    },
  );
  const wanted = [
    /unknown workload 'slep'.*Did you mean 'sleep'/s,
    /expected name=value, received 'nonsense'/,
    /unknown parameter 'cpuShar'.*Did you mean 'cpuShare'/,
    /totalMs=long: mixed expects a number/,
    /unknown model 'event-lop'.*Did you mean 'event-loop'/s,
    /malformed model 'async-pool:x'/,
    /tasks: .* received 0/,
    /rounds: .* received 1.5/,
    /precision: .* received 2/,
    /seed: .* received -1/,
  ];
  assert.equal(problems.length, wanted.length, problems.join('\n'));
  for (const [index, pattern] of wanted.entries()) assert.match(problems[index] ?? '', pattern);
});

test("a suite's own parameters are checked as well", async () => {
  const workloads = [
    { name: 'mixed', params: { cpuShare: 'half' } },
    { name: 'sleep', params: { seconds: 1 } },
  ];
  assert.deepEqual(await problemsOf({ ...suite, workloads }), [
    "mixed: cpuShare: expected a number, received 'half'",
    "sleep: unknown parameter 'seconds': there is ms.",
  ]);
});

test('a file that does not define a workload is a problem of the plan', async () => {
  await assert.rejects(planFor([fixture('throws-on-import.mjs')]), {
    name: 'PlanError',
    message: /throws-on-import\.mjs: .*this file cannot be imported/,
  });
});

test('named workloads are measured under the models of the default suite', async () => {
  const { cells, suite: planned } = await planFor(['noop', 'sleep']);
  assert.equal(planned.name, 'noop sleep');
  assert.deepEqual([...new Set(cells.map(({ workload }) => workload.key))], ['noop', 'sleep']);
  assert.ok(cells.some(({ model }) => model === 'event-loop') && cells.length >= 4);
});

test('the seed is the given one, else a random one', async () => {
  assert.equal((await expandSuite(suite, { seed: 7 })).seed, 7);
  const [one, other] = await Promise.all([expandSuite(suite), expandSuite(suite)]);
  assert.ok(Number.isSafeInteger(one.seed) && one.seed !== other.seed);
});

test('a plan keeps what was asked for instead of its own, to be measured again', async () => {
  const plain = await planFor(['noop']);
  assert.equal(plain.suite.given, undefined);
  const asked = { models: ['event-loop'], tasks: 3, processes: 2, budgetMs: 9_000 };
  assert.deepEqual((await planFor(['noop'], asked)).suite.given, asked);
});
