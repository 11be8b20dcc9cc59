import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addRun } from '../../src/history/add-run.js';
import { readSeries } from '../../src/history/series.js';
import { newHistory, onDay, runOf } from './stored-runs.js';

const cellIds = ['work/event-loop'];

test('a series holds the figures of its cell, oldest run first', async (t) => {
  const history = await newHistory(t);
  await addRun(history, runOf({ id: 'b', startedAt: onDay(2), taskMs: 20, commit: 'beef' }));
  await addRun(history, runOf({ id: 'a', startedAt: onDay(1), taskMs: 10 }));
  const [series, ...others] = await readSeries(history, { cellIds });
  assert.equal(others.length, 0);
  assert.deepEqual(
    series?.points.map(({ runId, commit, wallMs }) => [runId, commit, Math.round(wallMs / 100)]),
    [
      ['a', 'c0ffee', 2],
      ['b', 'beef', 4],
    ],
  );
  const [first] = series?.points ?? [];
  assert.ok(first && first.wallLowMs <= first.wallMs && first.wallMs <= first.wallHighMs);
  assert.equal(first.peakRssBytes, 60e6);
  assert.equal(first.loopDelayP99Ms, 2);
});

test('another machine, another Node major or other work is another series', async (t) => {
  const history = await newHistory(t);
  const moreTasks = runOf({ id: 'tasks' });
  for (const cell of moreTasks.cells) cell.tasks = 40;
  await addRun(history, runOf({ id: 'base', node: '20.19.0' }));
  await addRun(history, runOf({ id: 'same', node: '20.20.2' }));
  await addRun(history, runOf({ id: 'node', node: '22.1.0' }));
  await addRun(history, runOf({ id: 'machine', fingerprint: 'laptop' }));
  await addRun(history, moreTasks);
  const series = await readSeries(history, { cellIds });
  assert.deepEqual(
    series.map(({ points }) => points.map(({ runId }) => runId)),
    [['base', 'same'], ['node'], ['machine'], ['tasks']],
  );
});

test('a series can be cut to a branch and to its latest points', async (t) => {
  const history = await newHistory(t);
  for (const [day, branch] of [
    [1, 'main'],
    [2, 'side'],
    [3, 'main'],
    [4, 'main'],
  ] as const) {
    await addRun(history, runOf({ id: `day-${day}`, startedAt: onDay(day), branch }));
  }
  const [series] = await readSeries(history, { cellIds, branch: 'main', last: 2 });
  assert.deepEqual(
    series?.points.map(({ runId }) => runId),
    ['day-3', 'day-4'],
  );
});
