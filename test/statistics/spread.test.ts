import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../fast-check.js';
import * as oracle from 'simple-statistics';
import { mean, standardDeviation } from '../../src/statistics/spread.js';

test('mean and standard deviation agree with simple-statistics', () => {
  const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2 });
  fc.assert(
    fc.property(values, (sample) => {
      assert.ok(Math.abs(mean(sample) - oracle.mean(sample)) < 1e-9);
      assert.ok(
        Math.abs(standardDeviation(sample) - oracle.sampleStandardDeviation(sample)) < 1e-9,
      );
    }),
  );
});

test('a single value has no spread', () => {
  assert.equal(standardDeviation([7]), 0);
});
