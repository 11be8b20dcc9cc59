import { studentTQuantile } from './student-t.js';

export interface SampleSizeOptions {
  /** Share of intervals that may miss. Default 0.05. */
  alpha?: number;
  /** More groups than this are no plan that anyone carries out. Default 40. */
  most?: number;
}

/**
 * How many groups would narrow an interval to a wanted half-width, if they differ as much as those
 * measured did: the least n with t(n - 1) / sqrt(n) small enough.
 *
 * @returns null where more than `most` would be needed: too few samples to ever tell
 */
export function groupsNeeded(
  measured: { halfWidth: number; groups: number; degreesOfFreedom?: number },
  wantedHalfWidth: number,
  { alpha = 0.05, most = 40 }: SampleSizeOptions = {},
): number | null {
  if (measured.groups < 2) return null;
  const relativeHalfWidth = (groups: number, degreesOfFreedom = groups - 1) =>
    studentTQuantile(1 - alpha / 2, degreesOfFreedom) / Math.sqrt(groups);
  const unit = measured.halfWidth / relativeHalfWidth(measured.groups, measured.degreesOfFreedom);
  for (let groups = measured.groups + 1; groups <= most; groups++) {
    if (unit * relativeHalfWidth(groups) <= wantedHalfWidth) return groups;
  }
  return null;
}
