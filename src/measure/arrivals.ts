import type { OfferedLoad } from '../record/run-record.js';
import type { Random } from './random.js';

/**
 * When so many tasks are due, in ms from the start, ascending.
 *
 * Poisson arrivals are those of many clients that know nothing of each other: exponentially
 * distributed gaps, by inversion. Constant ones come one gap apart, the first a gap after the start.
 */
export function arrivalTimes(
  { rate, arrivals }: OfferedLoad,
  count: number,
  random: Random,
): number[] {
  const meanGapMs = 1000 / rate;
  let dueMs = 0;
  return Array.from({ length: count }, () => {
    dueMs += arrivals === 'constant' ? meanGapMs : -Math.log(1 - random()) * meanGapMs;
    return dueMs;
  });
}
