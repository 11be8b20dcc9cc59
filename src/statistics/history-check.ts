import { robustDeviation, withoutOutliers } from './outliers.js';
import { mean, standardDeviation } from './spread.js';
import { studentTQuantile } from './student-t.js';

export interface HistoryCheck {
  /** `too-few`: the history is too short to say anything. */
  outcome: 'slower' | 'faster' | 'usual' | 'too-few';
  /** New time / usual time, and the range that is usual; null with `too-few`. */
  ratio: { value: number; low: number; high: number } | null;
  /** Smallest slow-down that this history finds in 95 %, as a share; null with `too-few`. */
  detectable: number | null;
  /** Runs that the answer rests on, without outliers. */
  runs: number;
}

export interface HistoryRule {
  /** Changes below this share are of no interest. Default 0.02. */
  minimumEffect?: number;
  /** Share of usual runs that may be called unusual. Default 0.01. */
  alpha?: number;
}

const FEWEST_RUNS = 10;
const MOST_RUNS = 30;
/** A normal value is below this many standard deviations in 95 %. */
const POWER_Z = 1.645;

/**
 * Holds a new level against those of earlier runs, by a prediction interval. Levels drift between
 * runs, so this errs more often than alpha says: what it finds is a suspect, not a finding.
 *
 * @param history ln(time) of earlier runs, oldest first; the last 30 count
 * @param level ln(time) of the new run
 */
export function checkAgainstHistory(
  history: readonly number[],
  level: number,
  { minimumEffect = 0.02, alpha = 0.01 }: HistoryRule = {},
): HistoryCheck {
  const usual = withoutOutliers(history.slice(-MOST_RUNS));
  const runs = usual.length;
  if (runs < FEWEST_RUNS) return { outcome: 'too-few', ratio: null, detectable: null, runs };

  const spread = Math.max(standardDeviation(usual), robustDeviation(usual));
  const deviation = spread * Math.sqrt(1 + 1 / runs);
  const limit = Math.max(
    Math.log1p(minimumEffect),
    studentTQuantile(1 - alpha / 2, runs - 1) * deviation,
  );
  const change = level - mean(usual);
  return {
    outcome: change > limit ? 'slower' : change < -limit ? 'faster' : 'usual',
    ratio: { value: Math.exp(change), low: Math.exp(-limit), high: Math.exp(limit) },
    detectable: Math.expm1(limit + POWER_Z * deviation),
    runs,
  };
}
