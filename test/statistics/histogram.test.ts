import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../fast-check.js';
import { Histogram } from '../../src/statistics/histogram.js';

/** Half a bucket: 1/128 of the octave's lower end. */
const relativeError = 1 / 128;
/** From a nanosecond to a month, every order of magnitude alike. */
const duration = fc
  .tuple(fc.double({ min: 1, max: 10, noNaN: true }), fc.integer({ min: -6, max: 8 }))
  .map(([digits, exponent]) => digits * 10 ** exponent);
const durations = fc.array(duration, { minLength: 1, maxLength: 60 });

function of(values: readonly number[]): Histogram {
  const histogram = new Histogram();
  values.forEach((value) => histogram.add(value));
  return histogram;
}

/** Independent of the histogram: the value at the rank. */
function nearestRank(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const ranks = sorted.filter((_, index) => (index + 1) / sorted.length >= share - 1e-9);
  return ranks[0] ?? NaN;
}

test('every quantile is within a bucket of the exact one', () => {
  const share = fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000);
  fc.assert(
    fc.property(durations, share, (values, at) => {
      const exact = nearestRank(values, at);
      const off = Math.abs(of(values).quantile(at) - exact);
      // Half a nanosecond is lost to rounding.
      assert.ok(off <= exact * relativeError + 0.51e-6, `${off} off ${exact}`);
    }),
  );
});

test('merged histograms are the histogram of all values, in any order', () => {
  fc.assert(
    fc.property(durations, durations, (some, others) => {
      const merged = of(some);
      merged.merge(of(others));
      assert.deepEqual(merged.toPairs(), of([...others, ...some]).toPairs());
      assert.equal(merged.count, some.length + others.length);
    }),
  );
});

test('the pairs hold all that the histogram knows', () => {
  fc.assert(
    fc.property(durations, (values) => {
      const pairs = of(values).toPairs();
      const again = Histogram.fromPairs(pairs);
      assert.deepEqual(again.toPairs(), pairs);
      assert.equal(again.count, values.length);
    }),
  );
});

test('a longer duration never has a lower bucket', () => {
  fc.assert(
    fc.property(duration, duration, (a, b) => {
      const at = (value: number) => of([value]).toPairs()[0] ?? NaN;
      assert.ok(at(Math.min(a, b)) <= at(Math.max(a, b)));
    }),
  );
});

test('a million durations take no more buckets than the octaves they span', () => {
  const histogram = new Histogram();
  for (let n = 0; n < 1e6; n += 1) histogram.add(1 + (n % 1000) / 1000);
  assert.equal(histogram.count, 1e6);
  assert.ok(histogram.toPairs().length / 2 <= 2 * 64);
});

test('nothing has no quantile, and what is below 0 counts as 0', () => {
  assert.ok(Number.isNaN(new Histogram().quantile(0.5)));
  assert.equal(of([-1]).quantile(0.5), 0);
  assert.equal(of([Infinity]).count, 1);
});

test('pairs that no histogram wrote are refused', () => {
  for (const pairs of [[4], [1e9, 1], [3, 0]]) {
    assert.throws(() => Histogram.fromPairs(pairs), RangeError);
  }
});
