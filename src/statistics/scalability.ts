/**
 * The Universal Scalability Law (Gunther, Guerrilla Capacity Planning, 2007):
 *
 *     X(N) = l N / (1 + s (N - 1) + k N (N - 1))
 *
 * N tasks at once finish at the rate X: l is the rate of one, s the share of the work that waits for
 * others (contention), k what any two cost each other (coherency). With k > 0 the rate has a peak.
 */
import { fitScalability, rateAt, type ScalabilityLaw } from './scalability-fit.js';
import { quantile } from './quantile.js';
import { randomIndex, type Random } from './random.js';
import { mean } from './spread.js';

/** What was measured with N tasks at once. */
export interface Level {
  concurrency: number;
  /** Finished tasks per unit of time, one value for each process. */
  rates: readonly number[];
}

export interface Interval {
  value: number;
  low: number;
  high: number;
}

export type Scalability =
  | {
      kind: 'fit';
      law: ScalabilityLaw;
      contention: Interval;
      coherency: Interval;
      /** N* = sqrt((1 - s) / k), where the rate peaks; null where no peak is within reach. */
      knee: Interval | null;
      /** Root mean square of the relative errors. */
      error: number;
    }
  | { kind: 'no-fit'; reason: string };

const FEWEST_LEVELS = 5;
const DRAWS = 500;
/** The law says nothing about a system whose rates it misses by more. */
const MOST_ERROR = 0.1;
/** A peak beyond this many times the highest level was not seen, only imagined. */
const REACH = 2;

/** Fits the law; its intervals come from drawing each level's processes anew. */
export function scalabilityOf(levels: readonly Level[], random: Random): Scalability {
  if (levels.length < FEWEST_LEVELS) {
    return noFit(
      `${levels.length} levels are too few to tell the law's terms apart: measure ${FEWEST_LEVELS} or more`,
    );
  }
  if (levels.some(({ rates }) => rates.length < 2)) {
    return noFit('a level with one process has no spread: measure each in 2 processes or more');
  }
  const concurrency = levels.map((level) => level.concurrency);
  const rates = levels.map((level) => mean(level.rates));
  const law = fitScalability(concurrency, rates);
  if (!law) return noFit('no law of this kind has positive rates here');
  const error = Math.sqrt(
    mean(rates.map((rate, i) => (rateAt(law, concurrency[i] ?? NaN) / rate - 1) ** 2)),
  );
  if (error > MOST_ERROR) {
    return noFit(`the law misses the measured rates by ${Math.round(error * 100)} % on average`);
  }

  const drawn = Array.from({ length: DRAWS }, () =>
    fitScalability(
      concurrency,
      levels.map((level) => drawnRate(level, random)),
    ),
  ).filter((one) => one !== null);
  const interval = (value: (law: ScalabilityLaw) => number): Interval =>
    around(value(law), drawn.map(value));
  const farthest = REACH * Math.max(...concurrency);
  const knee = kneeOf(law);
  return {
    kind: 'fit',
    law,
    contention: interval(({ contention }) => contention),
    coherency: interval(({ coherency }) => coherency),
    knee: knee > farthest ? null : interval((one) => Math.min(farthest, kneeOf(one))),
    error,
  };
}

/** Infinity for a law without a peak, 1 for one that only falls. */
function kneeOf({ contention, coherency }: ScalabilityLaw): number {
  if (contention > 1) return 1;
  return coherency === 0 ? Infinity : Math.max(1, Math.sqrt((1 - contention) / coherency));
}

/** A mean of n drawn values varies less than that of n new ones, by sqrt((n - 1) / n); this mends it. */
function drawnRate({ rates }: Level, random: Random): number {
  const centre = mean(rates);
  const drawn = mean(rates.map(() => rates[randomIndex(random, rates.length)] ?? centre));
  return centre + (drawn - centre) * Math.sqrt(rates.length / (rates.length - 1));
}

function around(value: number, draws: number[]): Interval {
  return {
    value,
    low: Math.min(value, quantile(draws, 0.025)),
    high: Math.max(value, quantile(draws, 0.975)),
  };
}

function noFit(reason: string): Scalability {
  return { kind: 'no-fit', reason };
}
