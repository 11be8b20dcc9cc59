import { bootstrapMeanOfMedians, percentileInterval } from './bootstrap.js';
import { median } from './quantile.js';
import type { Random } from './random.js';
import type { SharedSpread } from './shared-spread.js';
import { mean, standardDeviation } from './spread.js';
import { studentTQuantile } from './student-t.js';

/** The level of grouped values with its 95 % interval. */
export interface GroupedInterval {
  /** Mean over groups of the median within each. */
  value: number;
  low: number;
  high: number;
  /** Groups that had values. */
  groups: number;
  /** What is known of how groups differ: that many differences, some of them others'. */
  degreesOfFreedom: number;
  /** Values in all groups together. */
  count: number;
  /** Where the level might have been, for intervals of what is computed from it. */
  draws: Float64Array;
}

const LEVEL = 0.95;
const DRAWS = 2_000;
/** Below this many groups a bootstrap cannot show their spread, so Student's t has a say of its own. */
const FEW_GROUPS = 5;
/**
 * Share of what others know of the spread that counts. A third keeps the coverage where spreads differ
 * threefold; all of it would lose 7 of the 95 %.
 */
const SHARE_OF_OTHERS = 1 / 3;

/**
 * The level of what was measured in rounds inside several processes, and how sure it is.
 *
 * Rounds of one process share its layout and JIT decisions, so the processes are the evidence. The
 * plain two-stage bootstrap is wrong at both ends: of 5 processes that differ it covers 85 % where
 * 95 % was promised, of 5 that do not, 99 %. So the bootstrap gives the shape of the interval and
 * Student's t over the processes' medians its width; with fewer than 5 processes the wider of the two
 * counts, side by side. A single process is judged by its rounds alone.
 *
 * Two or three processes know little of how processes differ: t is 12.7 or 4.3. What else took turns in
 * the same processes knows more, and where that narrows Student's part, it counts.
 *
 * @param groups processes with their rounds' values; empty ones do not count
 * @param shared the spread over everything that was measured in these processes, if known
 * @returns null without a value; low and high equal to the value of a single one
 */
export function groupedInterval(
  groups: readonly (readonly number[])[],
  random: Random,
  shared: SharedSpread | null = null,
): GroupedInterval | null {
  const filled = groups.filter((group) => group.length > 0);
  const [first] = filled;
  if (!first) return null;
  const units = filled.length > 1 ? filled.map((group) => median(group)) : first;
  const value = filled.length > 1 ? mean(units) : median(first);
  const draws = bootstrapMeanOfMedians(filled, random, DRAWS);
  const [bootLow, bootHigh] = percentileInterval(draws, LEVEL);
  const isFew = units.length < FEW_GROUPS;
  const alone = bySpread(standardDeviation(units), units.length, units.length - 1);
  const together = filled.length > 1 && shared ? withOthers(units, shared) : alone;
  const { halfWidth, degreesOfFreedom } = together.halfWidth < alone.halfWidth ? together : alone;

  const stretch = bootHigh > bootLow ? (2 * halfWidth) / (bootHigh - bootLow) : 1;
  const low = isFew ? Math.min(bootLow, value - halfWidth) : value + (bootLow - value) * stretch;
  const high = isFew ? Math.max(bootHigh, value + halfWidth) : value + (bootHigh - value) * stretch;
  return {
    value,
    low: Math.min(low, value),
    high: Math.max(high, value),
    groups: filled.length,
    degreesOfFreedom,
    count: filled.reduce((total, group) => total + group.length, 0),
    draws: stretched(draws, value, [
      ratio(low - value, bootLow - value),
      ratio(high - value, bootHigh - value),
    ]),
  };
}

/** Half of Student's interval for the mean of so many units. */
interface Width {
  halfWidth: number;
  degreesOfFreedom: number;
}

function bySpread(deviation: number, units: number, degreesOfFreedom: number): Width {
  if (units < 2) return { halfWidth: 0, degreesOfFreedom };
  const quantile = studentTQuantile((1 + LEVEL) / 2, degreesOfFreedom);
  return { halfWidth: (quantile * deviation) / Math.sqrt(units), degreesOfFreedom };
}

/** By the larger of the own spread and the shared one, as if a part of the others' knowledge was own. */
function withOthers(units: readonly number[], { variance, degreesOfFreedom }: SharedSpread): Width {
  const deviation = Math.max(standardDeviation(units), Math.sqrt(variance));
  return bySpread(deviation, units.length, countedDegrees(units.length, degreesOfFreedom));
}

/** Degrees of freedom of one interval of so many groups, of which all that took turns have `shared`. */
export function countedDegrees(groups: number, shared: number): number {
  const own = groups - 1;
  return groups < FEW_GROUPS ? own + SHARE_OF_OTHERS * Math.max(0, shared - own) : own;
}

/** Moves the draws of either side so far that their percentiles are the interval's ends. */
function stretched(
  draws: Float64Array,
  value: number,
  [below, above]: [below: number, above: number],
): Float64Array {
  return draws.map((draw) => value + (draw - value) * (draw < value ? below : above));
}

function ratio(wanted: number, got: number): number {
  return got === 0 ? 1 : Math.abs(wanted / got);
}
