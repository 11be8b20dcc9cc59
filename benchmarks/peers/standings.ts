/** Showings -> what the table says: time per task, and our ratio to each peer with its interval. */
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
  perTaskUs: { value: number; min: number; max: number };
  liveHeapBytes: number | null;
}

/** Our time as a multiple of a peer's, with a 95 % interval. */
export interface TargetStanding extends Target {
  ratio: { value: number; low: number; high: number };
  /** Met, missed, or not decided: the interval lies on both sides of the target. */
  outcome: 'met' | 'missed' | 'undecided';
}

export function standingsOf(contest: Contest, showings: Map<string, Showing>): Standing[] {
  return [...showings].map(([name, { wallMs, liveHeapBytes, failure }]) => {
    const perTask = wallMs.flat().map((ms) => (ms * 1000) / contest.tasks);
    const range = { min: Math.min(...perTask), max: Math.max(...perTask) };
    return { name, failure, perTaskUs: { value: median(perTask), ...range }, liveHeapBytes };
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
  const logRatios = ours.wallMs.map((rounds, process) =>
    rounds.flatMap((wallMs, round) => {
      const peerMs = peer.wallMs[process]?.[round];
      return peerMs === undefined ? [] : [Math.log(wallMs / peerMs)];
    }),
  );
  const interval = groupedInterval(logRatios, seededRandom(1, 'ratio'));
  if (interval === null) return null;
  const { value, low, high } = interval;
  return { value: Math.exp(value), low: Math.exp(low), high: Math.exp(high) };
}
