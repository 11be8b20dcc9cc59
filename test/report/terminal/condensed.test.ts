import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Stretch } from '../../../src/history/trend.js';
import { condensed } from '../../../src/report/terminal/condensed.js';

function stretchOf(values: readonly number[], levels: Stretch['levels'] = []): Stretch {
  return {
    levels,
    changes: [],
    conditions: { fingerprint: 'desktop', nodeMajor: 20, settings: 'default' },
    points: values.map((value, i) => ({
      runId: `run-${i}`,
      startedAt: new Date(0),
      commit: null,
      isDirty: false,
      value,
      low: value - 1,
      high: value + 1,
    })),
  };
}

test('runs that have room stand apart, and stretches have a break between them', () => {
  const marks = condensed([stretchOf([1, 2]), stretchOf([3])], 10);
  assert.deepEqual(
    marks.map((mark) => (mark.kind === 'run' ? mark.value : mark.kind)),
    [1, 2, 'break', 3],
  );
});

test('runs without room share a mark: the middle value, and whiskers over all', () => {
  const marks = condensed([stretchOf([1, 9, 2, 5, 6, 4])], 2);
  assert.deepEqual(
    marks.map((mark) => mark.kind === 'run' && [mark.low, mark.value, mark.high, mark.last.runId]),
    [
      [0, 2, 10, 'run-2'],
      [3, 5, 7, 'run-5'],
    ],
  );
});

test('marks never take more columns than there are', () => {
  for (const columns of [5, 20, 33, 80]) {
    const stretches = [stretchOf(Array<number>(61).fill(1)), stretchOf(Array<number>(7).fill(1))];
    assert.ok(condensed(stretches, columns).length <= columns);
  }
});

test('a mark knows the level its last run belongs to', () => {
  const levels = [
    { start: 0, value: 1 },
    { start: 3, value: 7 },
  ];
  const levelsIn = (columns: number) =>
    condensed([stretchOf([1, 1, 1, 7, 7, 7], levels)], columns).map(
      (mark) => mark.kind === 'run' && mark.level,
    );
  assert.deepEqual(levelsIn(6), [1, 1, 1, 7, 7, 7]);
  assert.deepEqual(levelsIn(3), [1, 7, 7]);
});
