/** Showings -> what the table says: costs, and our ratio to each peer with its interval. */
import { groupedInterval } from '../../src/statistics/grouped-interval.js';
import { median } from '../../src/statistics/quantile.js';
import { seededRandom } from '../../src/statistics/random.js';
import type { Contest, Target } from './contest.js';
import type { Showing } from './referee.js';

export interface Standing {
  name: string;
  /** Why it did not finish, or null. */
  failure: string | null;
  /** Median over all rounds, and the range. */
  cost: { value: number; min: number; max: number };
  liveHeapBytes: number | null;
}

/** Our cost as a multiple of a peer's, with a 95 % interval. */
export interface TargetStanding extends Target {
  ratio: { value: number; low: number; high: number };
  /** Met, missed, or not decided: the interval lies on both sides of the target. */
  outcome: 'met' | 'missed' | 'undecided';
}

export function standingsOf(showings: Map<string, Showing>): Standing[] {
  return [...showings].map(([name, { costs, liveHeapBytes, failure }]) => {
    const all = costs.flat();
    const range = { min: Math.min(...all), max: Math.max(...all) };
    return { name, failure, cost: { value: median(all), ...range }, liveHeapBytes };
  });
}

export function targetStandingsOf(
  contest: Contest,
  showings: Map<string, Showing>,
): TargetStanding[] {
  return contest.targets.flatMap((target) => {
    const ours = showings.get(target.ours);
    const peer = showings.get(target.peer);
    const ratio = ours && peer && ratioOf(ours, peer);
    if (!ratio) return [];
    const isMet = ratio.high <= target.atMost;
    const isMissed = ratio.low > target.atMost;
    return [{ ...target, ratio, outcome: isMet ? 'met' : isMissed ? 'missed' : 'undecided' }];
  });
}

/** Paired by round, so that a slow moment of the machine counts for both or for neither. */
function ratioOf(ours: Showing, peer: Showing): TargetStanding['ratio'] | null {
  const logRatios = ours.costs.map((rounds, process) =>
    rounds.flatMap((cost, round) => {
      const peerCost = peer.costs[process]?.[round];
      return peerCost === undefined ? [] : [Math.log(cost / peerCost)];
    }),
  );
  const interval = groupedInterval(logRatios, seededRandom(1, 'ratio'));
  if (interval === null) return null;
  const { value, low, high } = interval;
  return { value: Math.exp(value), low: Math.exp(low), high: Math.exp(high) };
}
