import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { addRun } from '../../src/history/add-run.js';
import { compareWithPast, confirmedBeside, leftOpen } from '../../src/history/compare-with-past.js';
import { readPast } from '../../src/history/past.js';
import { USUAL_EFFECT } from '../../src/verdict/regression-pairs.js';
import { ofAllFigures } from '../../src/verdict/regression-figures.js';
import type { Change, ComparedCell } from '../../src/verdict/regression.js';
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

/** The cell as pairs found it, in every figure. */
function paired(cell: ComparedCell, change: Change): ComparedCell {
  const ratio = { value: 1.4, low: 1.3, high: 1.5 };
  const figure = { change, ratio, count: 18, dropped: 0, detectable: null, note: null };
  return { ...cell, baseMs: 100, headMs: 140, figures: ofAllFigures(() => figure) };
}

test('a suspect is told as changed if it changed beside an earlier version, and with that size', async (t) => {
  const first = await held(t, 16, 15);
  const confirmed = confirmedBeside(
    first,
    first.map((cell) => paired(cell, 'worse')),
    'c0ffee',
  );
  assert.deepEqual(timesOf(confirmed), ['worse', 'worse']);
  const [cell] = confirmed;
  assert.deepEqual([cell?.baseMs, cell?.headMs], [100, 140]);
  assert.equal(cell?.figures?.time.ratio?.value, 1.4);
  assert.equal(cell.figures.time.note, 'found in 18 pairs beside c0ffee');
  assert.equal(cell.figures.time.detectable, first[0]?.figures?.time.detectable);
  // What was usual against the history was no suspect, and pairs that saw more do not make it one.
  assert.equal(cell.figures.memory.change, 'same');
});

test('a suspect that is the same beside an earlier version is not told as changed', async (t) => {
  const first = await held(t, 16, 15);
  const same = first.map((cell) => paired(cell, 'same'));
  const [cell] = confirmedBeside(first, same, 'c0ffee');
  assert.equal(cell?.figures?.time.change, 'same');
  assert.match(
    cell.figures.time.note ?? '',
    /^it looked worse by a factor of 1\.5.* 18 pairs beside c0ffee did not find that$/,
  );
});

test('a suspect that cannot be held against an earlier version is left open, with the reason', async (t) => {
  const first = await held(t, 16, 15);
  const [left] = leftOpen(first);
  assert.equal(left?.figures?.time.change, 'unclear');
  assert.match(left.figures.time.note ?? '', /^it looked worse .*; which may be the machine$/);
  const problem = { kind: 'absent', side: 'base', message: 'base does not have it' } as const;
  const absent = first.map((cell) => ({ ...cell, figures: null, problem }));
  const [cell] = confirmedBeside(first, absent, 'c0ffee');
  assert.equal(cell?.figures?.time.change, 'unclear');
  assert.match(cell.figures.time.note ?? '', /; c0ffee: base does not have it$/);
  const usual = await held(t, 16, 10);
  assert.deepEqual(leftOpen(usual), usual);
});

test('with fewer than ten earlier runs nothing is said', async (t) => {
  const [cell] = await held(t, 5, 30);
  assert.equal(cell?.figures?.time.change, 'unclear');
  assert.deepEqual([cell.figures.time.ratio, cell.figures.time.count], [null, 5]);
});
