import { divisions } from './energy-division.js';
import { withoutOutliers } from './outliers.js';
import { median } from './quantile.js';
import type { Random } from './random.js';
import { welchTTest } from './t-test.js';

/** A place where the level of a series moved. */
export interface ChangePoint {
  /** The first point of the new level. */
  index: number;
  /** New level / old level, with its 95 % interval. */
  ratio: { value: number; low: number; high: number };
}

/** Fewer points than this are outliers, not a level. */
const FEWEST_POINTS = 3;

/**
 * Where the level of a series moved by more than matters.
 *
 * E-divisive finds the places (Matteson and James, JASA 109, 2014); then neighbours whose levels
 * differ by less than the minimum effect become one, and so does a level with a neighbour if it is
 * not borne by three points of its own.
 *
 * @param series ln(time) of run after run
 * @param minimumEffect changes below this share are of no interest; default 0.02
 */
export function changePoints(
  series: readonly number[],
  random: Random,
  minimumEffect = 0.02,
): ChangePoint[] {
  let starts = [0, ...divisions(series, random)];
  for (;;) {
    const levels = starts.map((start, i) => series.slice(start, starts[i + 1]));
    const weakest = weakestBorder(levels, Math.log1p(minimumEffect));
    if (weakest === null) return starts.slice(1).map((index, i) => changeAt(index, levels, i));
    starts = starts.filter((_, i) => i !== weakest);
  }
}

/** The index of the level that should join the one before it, or null where all stand for themselves. */
function weakestBorder(levels: number[][], band: number): number | null {
  const steps = levels.slice(1).map((level, i) => {
    const before = levels[i] ?? [];
    return {
      border: i + 1,
      size: Math.abs(median(level) - median(before)),
      isBorne: bear(before, level),
    };
  });
  const weak = steps
    .filter(({ size, isBorne }) => size < band || !isBorne)
    .sort((a, b) => a.size - b.size);
  return weak[0]?.border ?? null;
}

/** Whether each of two levels has three points that are nearer to it than to the other. */
function bear(before: number[], after: number[]): boolean {
  const middle = (median(before) + median(after)) / 2;
  const isRise = median(after) > median(before);
  const own = (level: number[], isHigh: boolean) =>
    level.filter((value) => value > middle === isHigh).length;
  return own(before, !isRise) >= FEWEST_POINTS && own(after, isRise) >= FEWEST_POINTS;
}

function changeAt(index: number, levels: number[][], i: number): ChangePoint {
  const [before, after] = [levels[i] ?? [], levels[i + 1] ?? []];
  const { difference, low, high } = welchTTest(
    withoutOutliers(before),
    withoutOutliers(after),
    0.05,
  );
  return {
    index,
    ratio: { value: Math.exp(difference), low: Math.exp(low), high: Math.exp(high) },
  };
}
