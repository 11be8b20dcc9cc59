import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../fast-check.js';
import { axisValues, durationAxis, log2Axis, shortened } from '../../src/report/chart.js';
import type { ForestChart } from '../../src/report/chart.js';
import { buildReport } from '../../src/report/report.js';
import { tradeoffRun } from './sample-run.js';

test('a log axis holds all values, has the reference among its ticks, and few ticks', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 1e-4, max: 1e4, noNaN: true }), { minLength: 1 }),
      (values) => {
        const axis = log2Axis('speed-up', values);
        assert.ok(axis.min <= Math.min(...values) && axis.max >= Math.max(...values));
        assert.ok(axis.ticks.some(({ value, label }) => value === 1 && label === '1x'));
        assert.ok(axis.ticks.length <= 15);
        for (const { value } of axis.ticks) assert.ok(value >= axis.min && value <= axis.max);
      },
    ),
  );
});

test('an interval that knows nothing does not squeeze the axis', () => {
  assert.deepEqual(axisValues({ value: 2, low: 0.0001, high: 1e6 }), [2, 0.5, 8]);
  assert.deepEqual(axisValues({ value: 2, low: 1.9, high: 2.1 }), [2, 1.9, 2.1]);
});

test('an axis of durations has a tick with a unit at each decade', () => {
  const axis = durationAxis('time', [0, 0.02, 950], 0.01);
  assert.deepEqual(
    axis.ticks.map(({ label }) => label),
    ['10 µs', '100 µs', '1 ms', '10 ms', '100 ms', '1 s'],
  );
  assert.equal(axis.min, 0.01);
});

test('a long chart is shortened to whole workloads, and says so', () => {
  const { record, judgement } = tradeoffRun();
  const blocks = buildReport(record, judgement).sections.flatMap((section) => section.blocks);
  const chart = blocks.flatMap((block) =>
    block.kind === 'chart' && block.chart.kind === 'forest' ? [block.chart] : [],
  )[0]!;
  const short = shortened(chart, 10) as ForestChart;
  assert.deepEqual(
    short.rows.map(({ label }) => label),
    [
      'sleep',
      'async-pool:20',
      'worker-pool:2',
      'worker-pool:2x10',
      'flags',
      'async-pool:20',
      'worker-pool:2',
      'worker-pool:2x10',
    ],
  );
  assert.ok(short.subtitle.endsWith('first 2 of 9 groups'));
  assert.equal(shortened(chart, 60), chart);
});
