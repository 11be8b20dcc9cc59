import assert from 'node:assert/strict';
import { test } from 'node:test';

import crossover from '../../benchmarks/crossover.js';
import grain from '../../benchmarks/grain.js';
import load from '../../benchmarks/load.js';
import payload from '../../benchmarks/payload.js';
import scaling from '../../benchmarks/scaling.js';
import tradeoff from '../../benchmarks/tradeoff.js';
import { availableCpus } from '../../src/executors/available-cpus.js';
import { expandSuite } from '../../src/plan/expand.js';

test('tradeoff measures nine workloads under four models', async () => {
  const { cells, suite } = await expandSuite(tradeoff);
  assert.equal(suite.picture, 'speed-up');
  assert.equal(cells.length, 9 * 4);
  const cpus = availableCpus();
  assert.deepEqual(
    cells.filter(({ workload }) => workload.name === 'sleep').map(({ model }) => model),
    ['event-loop', 'async-pool:20', `worker-pool:${cpus}`, `worker-pool:${cpus}x10`],
  );
});

test('crossover measures one workload from all waiting to all computing', async () => {
  const { cells, suite } = await expandSuite(crossover);
  assert.equal(suite.picture, 'crossover');
  assert.equal(suite.sweptParam, 'cpuShare');
  const shares = new Set(cells.map(({ workload }) => workload.params['cpuShare']));
  assert.deepEqual([...shares], [0, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 1]);
  assert.equal(cells.length, 9 * 4);
});

test('grain measures tasks of 1 µs to 100 ms in threads and processes, packed and one by one', async () => {
  const { cells, suite } = await expandSuite(grain);
  assert.equal(suite.picture, 'grain');
  const lengths = cells.map(({ workload }) => Number(workload.params['lengthUs']));
  assert.deepEqual([Math.min(...lengths), Math.max(...lengths)], [1, 100_000]);
  const cpus = availableCpus();
  assert.deepEqual(
    [...new Set(cells.map(({ model }) => model))],
    [
      'event-loop',
      `worker-pool:${cpus}`,
      `worker-pool:${cpus} chunkSize=1`,
      `process-pool:${cpus}`,
      `process-pool:${cpus} chunkSize=1`,
    ],
  );
  assert.equal(grain.sweep?.tasks?.length, grain.sweep?.values.length);
});

test('load offers its tasks at random, at a rate that fits into the time limit', async () => {
  const { cells, load: offered } = await expandSuite(load);
  assert.equal(offered?.arrivals, 'poisson');
  assert.equal(cells.length, 2 * 3);
});

test('scaling climbs from one task in flight to 64, and from one worker to twice the CPUs', async () => {
  const { cells, suite } = await expandSuite(scaling);
  assert.equal(suite.picture, 'scaling');
  const sizes = (pool: string, size: 'workers' | 'concurrency') =>
    new Set(cells.filter(({ model }) => model.startsWith(pool)).map((cell) => cell[size]));
  assert.deepEqual([...sizes('async-pool', 'concurrency')], [1, 2, 4, 8, 16, 32, 64]);
  const workers = sizes('worker-pool', 'workers');
  assert.ok(workers.size >= 5 && workers.has(availableCpus()));
});

test('payload moves 1 kB to 16 MB, to a process only as a clone', async () => {
  const { cells, suite } = await expandSuite(payload);
  assert.equal(suite.picture, 'payload');
  const ways = (pool: string) =>
    new Set(
      cells
        .filter(({ model }) => model.startsWith(pool))
        .map(({ workload }) => workload.params['via']),
    );
  assert.deepEqual([...ways('worker-pool')], ['clone', 'transfer', 'shared']);
  assert.deepEqual([...ways('process-pool')], ['clone']);
  const amounts = cells.map(({ workload }) => Number(workload.params['bytes']));
  assert.deepEqual([Math.min(...amounts), Math.max(...amounts)], [1_000, 16_000_000]);
});
