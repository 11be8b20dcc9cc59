import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderHtml } from '../../src/report/html.js';
import { renderCharts } from '../../src/report/png.js';
import { buildTrendReport } from '../../src/report/trend-report.js';
import { trend } from './a-trend.js';

const source = {
  tool: 'loop-or-pool 1.0.0',
  place: 'history.db',
  command: 'npx loop-or-pool run --history history.db',
  drawnAt: new Date(Date.UTC(2026, 0, 9)),
};
const calm = {
  ...trend,
  cellId: 'sha256/worker-pool:2',
  model: 'worker-pool:2',
  stretches: trend.stretches.slice(1),
};

test('each trend has a section that leads with its finding', () => {
  const { sections, status } = buildTrendReport([trend, calm], source);
  assert.deepEqual(
    sections.map(({ heading }) => heading),
    [
      'sha256/event-loop: +20 % after 4444444 of 2026-01-04, by 5555555 of 2026-01-05',
      'sha256/worker-pool:2: no change in 1 run',
    ],
  );
  assert.deepEqual(status, [{ tone: 'warn', text: '1 change' }]);
});

test('of many trends those that changed come first, and the others are folded', () => {
  const many = [...Array.from({ length: 5 }, (_, n) => ({ ...calm, cellId: `calm-${n}` })), trend];
  const report = buildTrendReport(many, source);
  assert.deepEqual(
    report.sections.map(({ name, isFolded }) => [name, isFolded]),
    [['sha256/event-loop', false], ...many.slice(0, 5).map(({ cellId }) => [cellId, true])],
  );
  const [, section = ''] = renderHtml(report).split('id="trend-2"');
  assert.match(section, /calm-0:<\/span> no change in 1 run<\/h2>\s*<details>/);
});

test('the page has every run with its interval in the markup', () => {
  const page = renderHtml(buildTrendReport([trend, calm], source));
  for (const text of [
    'run-8',
    '8888888+',
    'data-value="94"',
    'data-value="98"',
    'no change in 1 run',
  ]) {
    assert.ok(page.includes(text), text);
  }
});

test('the page has one chart for each trend, and so have the pictures', async () => {
  const report = buildTrendReport([trend, calm], source);
  const names: string[] = [];
  for await (const { name, png } of renderCharts(report)) {
    names.push(name);
    assert.deepEqual([...png.subarray(1, 4)], [...Buffer.from('PNG')]);
  }
  assert.deepEqual(names, ['trend-1.png', 'trend-2.png', 'trend-1-dark.png', 'trend-2-dark.png']);
});
