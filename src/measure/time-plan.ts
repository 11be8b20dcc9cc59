/**
 * How the time of a run is shared among its process sets.
 *
 * Every set gets the same time, but never less than its fewest rounds take, nor more than its most
 * rounds can use; what cheap sets leave over goes to the others ("water-filling").
 */

/** What a process set of a workload was seen to cost; unknown until one has been measured. */
export interface SetCost {
  /** Starting, opening and warming up its cells. */
  fixedMs: number;
  /** One sample of each of its cells. */
  roundMs: number;
}

export interface RoundLimits {
  minRounds: number;
  maxRounds: number;
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
    leastMs: cost ? cost.fixedMs + minRounds * cost.roundMs : 0,
    mostMs: cost ? cost.fixedMs + maxRounds * cost.roundMs : Infinity,
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

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
