import { mean, standardDeviation } from './spread.js';
import { studentTCdf, studentTQuantile } from './student-t.js';

/** A difference with its interval and the probability of one as large without a cause. */
export interface TTest {
  difference: number;
  low: number;
  high: number;
  /** Two-sided. */
  pValue: number;
}

/**
 * Whether values are on average other than 0 (Student, Biometrika 6, 1908).
 *
 * @param values two or more
 * @param alpha share of intervals that may miss: 0.05 for 95 % intervals
 */
export function oneSampleTTest(values: readonly number[], alpha: number): TTest {
  const standardError = standardDeviation(values) / Math.sqrt(values.length);
  return tTest(mean(values), standardError, values.length - 1, alpha);
}

/**
 * Whether the second sample is on average other than the first, with variances of their own (Welch,
 * Biometrika 34, 1947).
 *
 * @param first two or more values, as many as there are
 * @param alpha share of intervals that may miss
 */
export function welchTTest(
  first: readonly number[],
  second: readonly number[],
  alpha: number,
): TTest {
  const [a, b] = [squaredError(first), squaredError(second)];
  const degreesOfFreedom =
    (a + b) ** 2 / (a ** 2 / (first.length - 1) + b ** 2 / (second.length - 1));
  // Without any spread the quotient is 0/0, and any number of degrees of freedom says the same.
  return tTest(mean(second) - mean(first), Math.sqrt(a + b), degreesOfFreedom || 1, alpha);
}

function squaredError(values: readonly number[]): number {
  return standardDeviation(values) ** 2 / values.length;
}

function tTest(
  difference: number,
  standardError: number,
  degreesOfFreedom: number,
  alpha: number,
): TTest {
  const halfWidth = studentTQuantile(1 - alpha / 2, degreesOfFreedom) * standardError;
  const t = difference === 0 ? 0 : Math.abs(difference) / standardError;
  const pValue = t === Infinity ? 0 : 2 * (1 - studentTCdf(t, degreesOfFreedom));
  return { difference, low: difference - halfWidth, high: difference + halfWidth, pValue };
}
