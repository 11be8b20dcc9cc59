import { median } from './quantile.js';

/** Scales the median absolute deviation to the standard deviation of normal values. */
const NORMAL_SCALE = 1.4826;
/** Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993. */
const MOST_ROBUST_Z = 3.5;

/** The spread that half of the values set: 1.4826 times the median absolute deviation from the median. */
export function robustDeviation(values: readonly number[]): number {
  const centre = median(values);
  return NORMAL_SCALE * median(values.map((value) => Math.abs(value - centre)));
}

/** The values within 3.5 robust deviations of their median; all of them where that is 0. */
export function withoutOutliers(values: readonly number[]): number[] {
  const centre = median(values);
  const limit = MOST_ROBUST_Z * robustDeviation(values);
  return values.filter((value) => limit === 0 || Math.abs(value - centre) <= limit);
}
