import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bootstrapMeanOfMedians, percentileInterval } from '../../src/statistics/bootstrap.js';
import { seededRandom } from '../../src/statistics/random.js';

const shareOf = (draws: Float64Array, value: number) =>
  draws.filter((draw) => draw === value).length / draws.length;

test('medians of resamples of three values come as often as counting says', () => {
  // Of 27 resamples, 7 have the smallest value at least twice, 7 the largest, 13 neither.
  const draws = bootstrapMeanOfMedians([[3, 1, 2]], seededRandom(1), 20_000);
  assert.ok(Math.abs(shareOf(draws, 1) - 7 / 27) < 0.01);
  assert.ok(Math.abs(shareOf(draws, 2) - 13 / 27) < 0.01);
  assert.ok(Math.abs(shareOf(draws, 3) - 7 / 27) < 0.01);
});

test('an even count takes the mean of the two in the middle', () => {
  const draws = bootstrapMeanOfMedians([[0, 1]], seededRandom(1), 20_000);
  assert.ok(Math.abs(shareOf(draws, 0.5) - 1 / 2) < 0.01);
});

test('groups are resampled too', () => {
  const draws = bootstrapMeanOfMedians([[0], [1]], seededRandom(1), 20_000);
  assert.ok(Math.abs(shareOf(draws, 0) - 1 / 4) < 0.01);
  assert.ok(Math.abs(shareOf(draws, 0.5) - 1 / 2) < 0.01);
});

test('the percentile interval holds the wanted share of the draws', () => {
  const draws = Float64Array.from({ length: 1001 }, (_, i) => 1000 - i);
  assert.deepEqual(percentileInterval(draws, 0.5), [250, 750]);
});
