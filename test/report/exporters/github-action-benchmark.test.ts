import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  renderBiggerIsBetter,
  renderSmallerIsBetter,
} from '../../../src/report/exporters/github-action-benchmark.js';
import { exportSource } from './export-source.js';

interface Entry {
  name: string;
  unit: string;
  value: number;
  range?: string;
  extra?: string;
}

test('costs are entries of which smaller is better, four for each measured cell', () => {
  const source = exportSource();
  const entries = JSON.parse(renderSmallerIsBetter(source)) as Entry[];
  assert.deepEqual(
    entries.map(({ name, unit }) => [name, unit]),
    ['event-loop', 'worker-pool:2x10'].flatMap((model) => [
      [`prime-sieve(limit=1000)/${model} wall time`, 'ms'],
      [`prime-sieve(limit=1000)/${model} CPU time per task`, 'ms'],
      [`prime-sieve(limit=1000)/${model} loop delay p99`, 'ms'],
      [`prime-sieve(limit=1000)/${model} peak memory`, 'bytes'],
    ]),
  );
  const wallMs = source.judgement.workloads[0]!.cells[0]!.numbers!.wallMs;
  assert.equal(entries[0]?.value, wallMs.value);
  assert.equal(entries[0]?.range, `± ${Number(((wallMs.high - wallMs.low) / 2).toPrecision(3))}`);
  assert.equal(entries[0]?.extra, '20 tasks a batch\n6 samples\n95 % interval');
  assert.equal(entries[3]?.value, 60e6);
});

test('rates are entries of which bigger is better; the reference has no speed-up', () => {
  const source = exportSource();
  const entries = JSON.parse(renderBiggerIsBetter(source)) as Entry[];
  const [alone, pool] = source.judgement.workloads[0]!.cells.map(({ numbers }) => numbers!);
  assert.deepEqual(
    entries.map(({ name, unit, value }) => [name, unit, value]),
    [
      ['prime-sieve(limit=1000)/event-loop throughput', 'tasks/s', alone?.tasksPerSecond.value],
      [
        'prime-sieve(limit=1000)/worker-pool:2x10 throughput',
        'tasks/s',
        pool?.tasksPerSecond.value,
      ],
      [
        'prime-sieve(limit=1000)/worker-pool:2x10 speed-up over event-loop',
        'x',
        pool?.speedUp?.value,
      ],
    ],
  );
});

test('no two entries of a file have the same name, by which they are told apart', () => {
  for (const render of [renderSmallerIsBetter, renderBiggerIsBetter]) {
    const names = (JSON.parse(render(exportSource())) as Entry[]).map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
  }
});
