import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../fast-check.js';
import * as oracle from 'simple-statistics';
import { median, quantile } from '../../src/statistics/quantile.js';

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });

test('quantiles are those of R and NumPy (type 7)', () => {
  const tenths = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
  assert.equal(quantile(tenths, 0.25), 3.25);
  assert.equal(quantile(tenths, 0.9), 9.1);
  assert.equal(quantile(tenths, 0), 1);
  assert.equal(quantile(tenths, 1), 10);
});

test('the median agrees with simple-statistics on any values', () => {
  fc.assert(
    fc.property(values, (sample) => {
      assert.ok(Math.abs(median(sample) - oracle.median(sample)) <= 1e-9 * 1e6);
    }),
  );
});

test('a larger share never gives a smaller quantile, and all lie among the values', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(values, share, share, (sample, a, b) => {
      const [low, high] = [quantile(sample, Math.min(a, b)), quantile(sample, Math.max(a, b))];
      assert.ok(Math.min(...sample) <= low && low <= high && high <= Math.max(...sample));
    }),
  );
});

test('nothing has no median', () => {
  assert.ok(Number.isNaN(median([])));
});
