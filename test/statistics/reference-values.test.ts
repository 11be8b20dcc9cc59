/** Against SciPy: `scripts/reference-values.py` has made the values and says how. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { robustDeviation } from '../../src/statistics/outliers.js';
import { quantile } from '../../src/statistics/quantile.js';
import { fitScalability } from '../../src/statistics/scalability-fit.js';
import { mean, standardDeviation } from '../../src/statistics/spread.js';
import { studentTCdf, studentTQuantile } from '../../src/statistics/student-t.js';
import { oneSampleTTest, welchTTest, type TTest } from '../../src/statistics/t-test.js';

interface Expected {
  pValue: number;
  low: number;
  high: number;
}

interface ReferenceValues {
  quantiles: { values: number[]; share: number; quantile: number }[];
  student: { degreesOfFreedom: number; t: number; cdf: number }[];
  studentQuantiles: { degreesOfFreedom: number; probability: number; t: number }[];
  tTests: ({ values: number[]; alpha: number } & Expected)[];
  welchTests: ({ first: number[]; second: number[]; alpha: number } & Expected)[];
  scalabilities: {
    name: string;
    concurrency: number[];
    rates: number[];
    rateOfOne: number;
    contention: number;
    coherency: number;
  }[];
  robustDeviations: { values: number[]; deviation: number }[];
  spreads: { values: number[]; mean: number; deviation: number }[];
}

const path = new URL('../../../test/statistics/reference-values.json', import.meta.url);
const reference = JSON.parse(readFileSync(fileURLToPath(path), 'utf8')) as ReferenceValues;

test('quantiles are those of NumPy', () => {
  for (const { values, share, quantile: expected } of reference.quantiles) {
    assertNear(quantile(values, share), expected, 1e-12);
  }
});

test('mean, standard deviation and robust deviation are those of SciPy', () => {
  for (const { values, mean: centre, deviation } of reference.spreads) {
    assertNear(mean(values), centre, 1e-12);
    assertNear(standardDeviation(values), deviation, 1e-12);
  }
  for (const { values, deviation } of reference.robustDeviations) {
    // SciPy divides by the exact quantile of the normal distribution, 0.67449, we multiply by 1.4826.
    assertNear(robustDeviation(values), deviation, 1e-4);
  }
});

test("Student's t is that of SciPy", () => {
  for (const { degreesOfFreedom, t, cdf } of reference.student) {
    assertNear(studentTCdf(t, degreesOfFreedom), cdf, 1e-9);
  }
  for (const { degreesOfFreedom, probability, t } of reference.studentQuantiles) {
    assertNear(studentTQuantile(probability, degreesOfFreedom), t, 1e-7);
  }
});

test('t-tests have the intervals and p-values of SciPy', () => {
  for (const { values, alpha, ...expected } of reference.tTests) {
    assertTest(oneSampleTTest(values, alpha), expected);
  }
  for (const { first, second, alpha, ...expected } of reference.welchTests) {
    assertTest(welchTTest(first, second, alpha), expected);
  }
});

for (const { name, concurrency, rates, ...law } of reference.scalabilities) {
  test(`the Universal Scalability Law fits "${name}" as SciPy's least squares do`, () => {
    const fitted = fitScalability(concurrency, rates);
    assert.ok(fitted);
    assertNear(fitted.rateOfOne, law.rateOfOne, 1e-4);
    assertNear(fitted.contention, law.contention, 1e-3);
    assertNear(fitted.coherency, law.coherency, 1e-3);
  });
}

function assertTest(actual: TTest, expected: Expected): void {
  assertNear(actual.pValue, expected.pValue, 1e-7);
  assertNear(actual.low, expected.low, 1e-7);
  assertNear(actual.high, expected.high, 1e-7);
}

/** Relative where the value is large, absolute where it is near 0. */
function assertNear(actual: number, expected: number, tolerance: number): void {
  const error = Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
  const isSmall = Math.abs(expected) < 1 && expected !== 0;
  const relative = isSmall ? Math.abs(actual / expected - 1) : error;
  assert.ok(
    Math.min(error, relative) <= tolerance,
    `expected ${expected} within ${tolerance}, received ${actual}`,
  );
}
