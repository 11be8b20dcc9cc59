import { studentTQuantile } from './student-t.js';

/** More groups than this are no plan that anyone carries out. */
const MOST_GROUPS = 40;

/**
 * How many groups would narrow an interval to a wanted half-width, if they differ as much as those
 * measured did: the least n with t(n - 1) / sqrt(n) small enough.
 *
 * @returns null where more than 40 would be needed: too few samples to ever tell
 */
export function groupsNeeded(
  measured: { halfWidth: number; groups: number },
  wantedHalfWidth: number,
): number | null {
  if (measured.groups < 2) return null;
  const unit = measured.halfWidth / relativeHalfWidth(measured.groups);
  for (let groups = measured.groups + 1; groups <= MOST_GROUPS; groups++) {
    if (unit * relativeHalfWidth(groups) <= wantedHalfWidth) return groups;
  }
  return null;
}

function relativeHalfWidth(groups: number): number {
  return studentTQuantile(0.975, groups - 1) / Math.sqrt(groups);
}
