import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  confirmedCells,
  judgePairs,
  suspectsAmong,
  USUAL_EFFECT,
} from '../../src/verdict/regression-pairs.js';
import type { RecordPair } from '../../src/verdict/regression-pairs.js';
import type { ComparedCell } from '../../src/verdict/regression.js';
import { buildRecord } from './build-record.js';

/** One cell for each of these ratios of head to base, in so many pairs. */
function pairsOf(
  ratios: readonly number[],
  seed: number,
  pairs = 8,
  noise = { process: 0.01, round: 0.01 },
): RecordPair {
  const side = (slowDown: (ratio: number) => number, sideSeed: number) =>
    buildRecord({
      workloads: ratios.map((ratio, i) => ({
        name: `work-${i}`,
        loopShare: 1,
        cpuShare: 1,
        taskMs: 10 * slowDown(ratio),
        models: { 'event-loop': 1 },
      })),
      processes: pairs,
      rounds: 5,
      noise,
      seed: sideSeed,
    });
  return { base: side(() => 1, 2 * seed), head: side((ratio) => ratio, 2 * seed + 1) };
}

const timesOf = (cells: readonly ComparedCell[]) =>
  cells.map(({ figures }) => figures?.time.change);

test('of several cells the slower and the faster one are named, and no other', () => {
  const screened = judgePairs(pairsOf([1, 1.3, 0.7, 1], 1, 40));
  assert.deepEqual(timesOf(screened), ['same', 'worse', 'better', 'same']);
  assert.deepEqual(
    suspectsAmong(screened).map(({ id }) => id),
    ['work-1/event-loop', 'work-2/event-loop'],
  );
  const confirmed = confirmedCells(screened, pairsOf([1, 1.3, 0.7, 1], 2));
  assert.deepEqual(timesOf(confirmed), ['same', 'worse', 'better', 'same']);
});

test('what is not found again is taken back, and told', () => {
  const screened = judgePairs(pairsOf([1.3], 1));
  const [cell] = confirmedCells(screened, pairsOf([1], 2));
  assert.notEqual(cell?.figures?.time.change, 'worse');
  assert.match(
    cell?.figures?.time.note ?? '',
    /looked worse at first, which a second measurement did not/,
  );
  const [lost] = confirmedCells(screened, pairsOf([1.3], 2, 3));
  assert.equal(lost?.figures?.time.change, 'unclear');
  assert.match(lost.figures.time.note ?? '', /could not be measured again/);
});

test('a change is told as the second measurement saw it, for the first was chosen for being large', () => {
  const [cell] = confirmedCells(judgePairs(pairsOf([1.5], 1)), pairsOf([1.2], 2));
  const ratio = cell?.figures?.time.ratio;
  assert.ok(ratio && ratio.low < 1.2 && 1.2 < ratio.high, JSON.stringify(ratio));
});

test('a change below the minimum effect of its workload is no change', () => {
  const pair = pairsOf([1.04, 1.04], 1, 40);
  const effect = { byDefault: 0.02, byWorkload: { 'work-1': 0.1 } };
  assert.deepEqual(timesOf(judgePairs(pair, { effect, confirms: true })), ['worse', 'same']);
});

test('what will be measured again is suspected sooner than what is told at once', () => {
  const slower = pairsOf(
    Array.from({ length: 30 }, () => 1.05),
    1,
    18,
    { process: 0.05, round: 0.02 },
  );
  const suspects = (confirms: boolean) =>
    suspectsAmong(judgePairs(slower, { effect: USUAL_EFFECT, confirms })).length;
  assert.ok(suspects(true) > suspects(false), `${suspects(true)} and ${suspects(false)}`);
});

test('before the first look nothing is said', () => {
  const [cell] = judgePairs(pairsOf([3], 1, 7));
  assert.equal(cell?.figures?.time.change, 'unclear');
  assert.equal(cell.figures.time.ratio, null);
});

test('of 100 gates over 30 unchanged cells none accuses, though single screenings do', () => {
  const unchanged = Array.from({ length: 30 }, () => 1);
  const noise = { process: 0.05, round: 0.02 };
  let suspected = 0;
  let accused = 0;
  for (let gate = 0; gate < 100; gate++) {
    const screened = judgePairs(pairsOf(unchanged, 1000 + 2 * gate, 18, noise));
    if (suspectsAmong(screened).length === 0) continue;
    suspected += 1;
    const confirmed = confirmedCells(screened, pairsOf(unchanged, 1001 + 2 * gate, 18, noise));
    if (suspectsAmong(confirmed).length > 0) accused += 1;
  }
  assert.equal(accused, 0);
  assert.ok(suspected > 0, `${suspected} screenings had a suspect`);
});
