import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { addRun } from '../../src/history/add-run.js';
import { compareWithPast, foundAgain } from '../../src/history/compare-with-past.js';
import { readPast } from '../../src/history/past.js';
import { USUAL_EFFECT } from '../../src/verdict/regression-pairs.js';
import type { ComparedCell } from '../../src/verdict/regression.js';
import { newHistory, onDay, runOf } from './stored-runs.js';

/** The run of a new day, held against as many days before. */
async function held(t: TestContext, days: number, taskMs: number, seed = 99) {
  const history = await newHistory(t);
  for (let day = 1; day <= days; day++) {
    await addRun(history, runOf({ id: `run-${day}`, startedAt: onDay(day), seed: day }));
  }
  const record = runOf({ id: 'new', startedAt: onDay(days + 1), taskMs, seed });
  return compareWithPast(record, await readPast(history, record), USUAL_EFFECT);
}

const timesOf = (cells: readonly ComparedCell[]) =>
  cells.map(({ figures }) => figures?.time.change);

test('a level outside of what is usual is a suspect, one inside is not', async (t) => {
  const slow = await held(t, 16, 15);
  assert.deepEqual(timesOf(slow), ['worse', 'worse']);
  const { ratio, detectable } = slow[0]?.figures?.time ?? {};
  assert.ok(ratio && ratio.low < 1.5 && 1.5 < ratio.high, JSON.stringify(ratio));
  assert.ok(detectable !== null && detectable !== undefined && detectable < 0.2);
  assert.deepEqual(timesOf(await held(t, 16, 10)), ['same', 'same']);
});

test('a suspect is told as changed if a second measurement finds it again, and else taken back', async (t) => {
  const [first, usual] = [await held(t, 16, 15), await held(t, 16, 10)];
  assert.deepEqual(timesOf(foundAgain(first, await held(t, 16, 15, 100))), ['worse', 'worse']);
  const [cell] = foundAgain(first, usual);
  assert.equal(cell?.figures?.time.change, 'unclear');
  assert.match(cell.figures.time.note ?? '', /a second measurement did not find again/);
  assert.deepEqual(timesOf(foundAgain(first, [])), ['unclear', 'unclear']);
});

test('with fewer than ten earlier runs nothing is said', async (t) => {
  const [cell] = await held(t, 5, 30);
  assert.equal(cell?.figures?.time.change, 'unclear');
  assert.deepEqual([cell.figures.time.ratio, cell.figures.time.count], [null, 5]);
});
