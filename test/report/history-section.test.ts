import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Trend } from '../../src/history/trend.js';
import { buildReport } from '../../src/report/report.js';
import { pointOn, trend } from './a-trend.js';
import { tradeoffRun } from './sample-run.js';

test('each cell with earlier runs stands beside its level, and the farthest is pictured', () => {
  const { record, judgement } = tradeoffRun();
  const [loop, pool] = judgement.workloads[0]!.cells;
  const past = [pastOf(loop!.id, wallOf(loop)), pastOf(pool!.id, wallOf(pool) / 1.5)];

  const section = buildReport(record, judgement, past).sections.find(({ id }) => id === 'history');

  assert.equal(section?.heading, `${pool!.id} is farthest from its usual time: +50 %`);
  const [chart, table] = section.blocks;
  assert.ok(chart?.kind === 'chart' && chart.chart.kind === 'lines' && table?.kind === 'table');
  const [line] = chart.chart.lines;
  // Four earlier runs, then this one.
  assert.equal(line?.points.length, 5);
  assert.equal(line.points.at(-1)?.y, wallOf(pool));
  assert.deepEqual(
    table.table.rows.map(({ cells }) => cells.slice(4).map(({ text }) => text)),
    [
      ['+0 %', '4', 'none'],
      ['+50 %', '4', 'none'],
    ],
  );
});

test('too few earlier runs, or those of other cells, make no section', () => {
  const { record, judgement } = tradeoffRun();
  const [cell] = judgement.workloads[0]!.cells;
  const short = pastOf(cell!.id, 1);
  short.stretches[0]!.points.length = 2;

  for (const past of [[], [trend], [short]]) {
    const { sections } = buildReport(record, judgement, past);
    assert.equal(
      sections.some(({ id }) => id === 'history'),
      false,
    );
  }
});

function wallOf(cell: { numbers: { wallMs: { value: number } } | null } | undefined): number {
  return cell?.numbers?.wallMs.value ?? NaN;
}

/** Four runs at one level. */
function pastOf(cellId: string, levelMs: number): Trend {
  const [stretch] = trend.stretches;
  const points = [1, 2, 3, 4].map((day) => pointOn(day, levelMs));
  const levels = [{ start: 0, value: levelMs }];
  return { ...trend, cellId, stretches: [{ ...stretch!, points, levels, changes: [] }] };
}
