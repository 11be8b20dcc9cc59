import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trendChart } from '../../src/report/trend-chart.js';
import { pointOn, trend } from './a-trend.js';

const chart = trendChart(trend, 'trend-1', 'sha256/event-loop');

test('runs stand side by side, with a free place where the conditions changed', () => {
  assert.deepEqual(
    chart.lines.map(({ look, points }) => [look.model, points.map(({ x }) => x)]),
    [
      ['event-loop since 2026-01-01', [0, 1, 2, 3, 4, 5, 6]],
      ['event-loop since 2026-01-08', [8]],
    ],
  );
  assert.deepEqual(chart.lines[1]?.points, [{ x: 8, y: 96, low: 94, high: 98 }]);
});

test('the levels are drawn beside the runs, and a change between its two', () => {
  assert.deepEqual(
    chart.lines[0]?.bounds.map(({ y }) => y),
    [100, 100, 100, 100, 120, 120, 120],
  );
  assert.deepEqual(chart.crossings, [{ low: 3, at: 3.5, high: 4, label: '+20 %' }]);
});

test('a single stretch is named by its model alone', () => {
  const [first] = trend.stretches;
  const single = trendChart({ ...trend, stretches: [first!] }, 'trend-1', '');
  assert.deepEqual(
    single.looks.map(({ model }) => model),
    ['event-loop'],
  );
});

test('the axes hold every run and every interval, however many and however wide', () => {
  const [first] = trend.stretches;
  const points = Array.from({ length: 300 }, (_, i) => pointOn(i + 1, i));
  const { x, y } = trendChart({ ...trend, stretches: [{ ...first!, points }] }, 'trend-1', '');
  assert.deepEqual([x.min, x.max], [0, 299]);
  assert.ok(x.ticks.length <= 10);
  assert.ok(y.min === 0 && y.max >= 301);
});
