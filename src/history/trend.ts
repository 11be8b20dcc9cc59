/** How one figure of a cell went over its runs: what a trend draws, and what a program reads. */
import type { SeriesKey } from './figures.js';
import type { Series, SeriesPoint } from './series.js';

export type TrendFigure = 'wall' | 'loop-delay' | 'memory' | 'cpu';

/** Stretches of one cell that follow each other in time. */
export interface Trend {
  cellId: string;
  figure: TrendFigure;
  stretches: Stretch[];
}

/** Runs under the same conditions, oldest first: only their values may be compared. */
export interface Stretch {
  conditions: Pick<SeriesKey, 'fingerprint' | 'nodeMajor' | 'settings'>;
  points: TrendPoint[];
}

export interface TrendPoint extends Pick<
  SeriesPoint,
  'runId' | 'startedAt' | 'commit' | 'isDirty'
> {
  /** In milliseconds, or bytes for memory. */
  value: number;
  /** Ends of the 95 % interval; where none is stored, the value. */
  low: number;
  high: number;
}

/**
 * The trends of some series: one for each cell, and more where its machines or settings took turns,
 * so that no trend goes back and forth between them.
 */
export function trendsOf(series: readonly Series[], figure: TrendFigure): Trend[] {
  const trends: Trend[] = [];
  const byStart = series.toSorted(
    (a, b) => compareText(a.key.cellId, b.key.cellId) || startOf(a.points) - startOf(b.points),
  );
  for (const { key, points } of byStart) {
    const stretch = stretchOf(key, points, figure);
    const open = trends.find(
      ({ cellId, stretches }) =>
        cellId === key.cellId && endOf(stretches.at(-1)?.points) < startOf(points),
    );
    if (open) open.stretches.push(stretch);
    else trends.push({ cellId: key.cellId, figure, stretches: [stretch] });
  }
  return trends;
}

function stretchOf(
  { fingerprint, nodeMajor, settings }: SeriesKey,
  points: readonly SeriesPoint[],
  figure: TrendFigure,
): Stretch {
  return {
    conditions: { fingerprint, nodeMajor, settings },
    points: points.map((point) => ({
      runId: point.runId,
      startedAt: point.startedAt,
      commit: point.commit,
      isDirty: point.isDirty,
      ...valueOf(point, figure),
    })),
  };
}

function valueOf(
  point: SeriesPoint,
  figure: TrendFigure,
): Pick<TrendPoint, 'value' | 'low' | 'high'> {
  const exactly = (value: number) => ({ value, low: value, high: value });
  switch (figure) {
    case 'wall':
      return { value: point.wallMs, low: point.wallLowMs, high: point.wallHighMs };
    case 'loop-delay':
      return exactly(point.loopDelayP99Ms);
    case 'memory':
      return exactly(point.peakRssBytes);
    case 'cpu':
      return exactly(point.cpuMsPerTask);
  }
}

function startOf(points: readonly { startedAt: Date }[]): number {
  return points[0]?.startedAt.getTime() ?? -Infinity;
}

function endOf(points: readonly { startedAt: Date }[] = []): number {
  return points.at(-1)?.startedAt.getTime() ?? -Infinity;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
