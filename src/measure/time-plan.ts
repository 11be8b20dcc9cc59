/**
 * How the time of a run is shared among its process sets.
 *
 * Every set gets the same time, but never less than its fewest rounds take, nor more than its most
 * rounds can use; what cheap sets leave over goes to the others ("water-filling").
 */
import type { RunSettings } from '../record/run-record.js';
import { sum } from '../statistics/spread.js';

/**
 * Longest warm-up of a set in ms, the last batch not counted; most are warm earlier. Large programs get
 * more than the least where there is time for it.
 */
const WARM_UP_MS = {
  quick: { least: 200, most: 1_000 },
  default: { least: 1_000, most: 10_000 },
  rigorous: { least: 3_000, most: 15_000 },
};
/** Of the time that a set has, if there are to be `WANTED_SETS`. */
const WARM_UP_SHARE = 0.375;
/** Of each workload, where the time suffices. */
export const WANTED_SETS = 3;

/** What a process set of a workload was seen to cost; unknown until one has been measured. */
export interface SetCost {
  /** Starting, opening and warming up its cells. */
  fixedMs: number;
  /** One sample of each of its cells. */
  roundMs: number;
}

/** What a set of so many rounds takes. */
export function setMs({ fixedMs, roundMs }: SetCost, rounds: number): number {
  return fixedMs + rounds * roundMs;
}

/** Up to the wanted sets, one may end later than planned by this share of itself. */
const LATENESS = 0.25;

/**
 * Is there time for one more set? For one that is wanted a little may be missing: the interval of two
 * processes is three times as wide as that of three.
 *
 * @param index how many sets the workload has had
 */
export function hasTimeFor(cost: SetCost, rounds: number, leftMs: number, index: number): boolean {
  const lateMs = index < WANTED_SETS ? LATENESS * setMs(cost, rounds) : 0;
  return leftMs + lateMs >= setMs(cost, rounds);
}

export interface RoundLimits {
  minRounds: number;
  maxRounds: number;
}

/**
 * How much more rounds of one process vary than processes do, as a ratio of variances: about what the
 * built-in workloads show on shared machines.
 */
const ROUND_VARIANCE = 2;

/**
 * So many rounds of each process give the narrowest interval in a given time: sqrt of the ratio of
 * costs times the ratio of variances (Cochran, Sampling Techniques, section 10.6). Beyond that another
 * process tells more than another round.
 */
export function worthwhileRounds({ fixedMs, roundMs }: SetCost): number {
  return Math.max(1, Math.round(Math.sqrt((ROUND_VARIANCE * fixedMs) / roundMs)));
}

/**
 * @param costs of the sets still to come, in order.
 * @returns how long each of them may take; their sum is `availableMs` as far as the limits permit.
 */
export function shareTime(
  availableMs: number,
  costs: readonly (SetCost | undefined)[],
  { minRounds, maxRounds }: RoundLimits,
): number[] {
  const limits = costs.map((cost) => ({
    leastMs: cost ? setMs(cost, minRounds) : 0,
    mostMs: cost ? setMs(cost, maxRounds) : Infinity,
  }));
  const sharesAt = (levelMs: number) =>
    limits.map(({ leastMs, mostMs }) => Math.min(mostMs, Math.max(leastMs, levelMs)));

  let low = 0;
  let high = Math.max(0, availableMs);
  // The sum of the shares grows with the level; sixty halvings find it to the last bit.
  for (let step = 0; step < 60; step += 1) {
    const level = (low + high) / 2;
    if (sum(sharesAt(level)) > availableMs) high = level;
    else low = level;
  }
  return sharesAt(low);
}

/** How long the cells of a set may warm up if they compute. */
export function warmUpLimitMs(
  { preset, budgetMs, minProcesses }: RunSettings,
  workloads: number,
): number {
  const { least, most } = WARM_UP_MS[preset];
  const shareMs = budgetMs / (workloads * Math.max(WANTED_SETS, minProcesses));
  return Math.min(most, Math.max(least, WARM_UP_SHARE * shareMs));
}
