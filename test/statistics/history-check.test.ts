import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAgainstHistory } from '../../src/statistics/history-check.js';
import { normalNoise } from './noise.js';

const TRIALS = 2_000;
const noise = normalNoise(0.02, 1);
const levels = (runs: number) => Array.from({ length: runs }, () => noise());
const outcomes = (change: number) =>
  Array.from({ length: TRIALS }, () => checkAgainstHistory(levels(20), change + noise()).outcome);

test('a usual run is called unusual as often as alpha says', () => {
  const unusual = outcomes(0).filter((outcome) => outcome !== 'usual').length / TRIALS;
  assert.ok(Math.abs(unusual - 0.01) < 0.007, `${unusual}`);
});

test('the slow-down that a history calls detectable is found in about 95 %', () => {
  const found = Array.from({ length: TRIALS }, () => {
    const history = levels(20);
    const { detectable } = checkAgainstHistory(history, 0);
    return checkAgainstHistory(history, Math.log1p(detectable!) + noise()).outcome === 'slower';
  });
  const share = found.filter(Boolean).length / TRIALS;
  assert.ok(Math.abs(share - 0.95) < 0.03, `${share}`);
});

test('fewer than ten runs without outliers are too few', () => {
  assert.equal(checkAgainstHistory(levels(9), 5).outcome, 'too-few');
  assert.equal(checkAgainstHistory([...levels(9), 7], 5).outcome, 'too-few');
  assert.equal(checkAgainstHistory(levels(12), 5).outcome, 'slower');
});

test('a change below the minimum effect is usual, however calm the history', () => {
  const calm = Array.from({ length: 20 }, (_, i) => (i % 2) * 1e-6);
  assert.equal(checkAgainstHistory(calm, Math.log(1.019)).outcome, 'usual');
  assert.equal(checkAgainstHistory(calm, Math.log(1.021)).outcome, 'slower');
  assert.equal(checkAgainstHistory(calm, -Math.log(1.021)).outcome, 'faster');
});

test('only the last thirty runs count', () => {
  const history = [...levels(50).map((level) => level + 1), ...levels(30)];
  assert.equal(checkAgainstHistory(history, 0).outcome, 'usual');
});
