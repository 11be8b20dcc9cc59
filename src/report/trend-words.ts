/** What a trend is said in, on the screen and on a page alike. */
import type { Change, TrendFigure, TrendPoint } from '../history/trend.js';
import { byteUnit, durationUnit, percent } from './units.js';
import type { Unit } from './units.js';

export const figureNames: Record<TrendFigure, string> = {
  wall: 'wall time of a batch',
  'loop-delay': 'loop delay, 99th percentile',
  memory: 'peak memory',
  cpu: 'CPU time of a task',
};

/** The unit that suits values of a figure. */
export function trendUnit(figure: TrendFigure, values: readonly number[]): Unit {
  return figure === 'memory' ? byteUnit(values) : durationUnit(values);
}

/** `+15 %` of a ratio. */
export function signedPercent(ratio: number): string {
  const change = ratio - 1;
  return `${change < 0 ? '-' : '+'}${percent(Math.abs(change))}`;
}

/** `+14 % to +16 %` */
export function intervalOf({ ratio: { low, high } }: Change): string {
  return `${signedPercent(low)} to ${signedPercent(high)}`;
}

/** `after 1a2b3c4 of 2026-01-12, by 9f8e7d6 of 2026-01-13` */
export function rangeOf({ before, after }: Change): string {
  return `after ${placeOf(before)}, by ${placeOf(after)}`;
}

function placeOf(point: TrendPoint): string {
  return `${shortCommit(point) || point.runId} of ${dateOf(point)}`;
}

/** `1a2b3c4+` where files differed from the commit; empty without one. */
export function shortCommit({ commit, isDirty }: TrendPoint): string {
  return commit === null ? '' : `${commit.slice(0, 7)}${isDirty ? '+' : ''}`;
}

/** `2026-01-31` */
export function dateOf(point: TrendPoint | undefined): string {
  return point?.startedAt.toISOString().slice(0, 10) ?? '';
}
