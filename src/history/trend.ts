/** How one figure of a cell went over its runs: what a trend draws, and what a program reads. */
import { changePoints } from '../statistics/change-points.js';
import { median } from '../statistics/quantile.js';
import { seededRandom } from '../statistics/random.js';
import type { SeriesKey } from './figures.js';
import type { Series, SeriesPoint } from './series.js';

export type TrendFigure = 'wall' | 'loop-delay' | 'memory' | 'cpu';

/** Stretches of one cell that follow each other in time. */
export interface Trend {
  cellId: string;
  model: string;
  figure: TrendFigure;
  stretches: Stretch[];
}

/** Runs under the same conditions, oldest first: only their values may be compared. */
export interface Stretch {
  conditions: Pick<SeriesKey, 'fingerprint' | 'nodeMajor' | 'settings'>;
  points: TrendPoint[];
  /** One more than there are changes, in order. */
  levels: Level[];
  changes: Change[];
}

/** Points between two changes, and their median. */
export interface Level {
  start: number;
  value: number;
}

/** The level moved somewhere after the commit of `before` and not later than that of `after`. */
export interface Change {
  /** Of the first point of the new level. */
  index: number;
  before: TrendPoint;
  after: TrendPoint;
  /** New level / old level, with its 95 % interval. */
  ratio: { value: number; low: number; high: number };
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

/** Changes are looked for among so many runs, the latest. */
const MOST_POINTS = 500;
/** A loop delay may be 0, which has no logarithm: below a microsecond, all is alike. */
const LEAST_VALUE = 1e-3;
/** The same history always has the same change points. */
const SEED = 1;

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
    else trends.push({ cellId: key.cellId, model: key.model, figure, stretches: [stretch] });
  }
  return trends;
}

function stretchOf(
  { cellId, fingerprint, nodeMajor, settings }: SeriesKey,
  points: readonly SeriesPoint[],
  figure: TrendFigure,
): Stretch {
  const values = points.map((point) => ({
    runId: point.runId,
    startedAt: point.startedAt,
    commit: point.commit,
    isDirty: point.isDirty,
    ...valueOf(point, figure),
  }));
  const changes = changesOf(values, `${cellId} ${figure}`);
  return {
    conditions: { fingerprint, nodeMajor, settings },
    points: values,
    levels: levelsOf(values, changes),
    changes,
  };
}

/** Among the latest points only: the time it takes grows with the square of their number. */
function changesOf(points: readonly TrendPoint[], label: string): Change[] {
  const offset = Math.max(0, points.length - MOST_POINTS);
  const logarithms = points
    .slice(offset)
    .map(({ value }) => Math.log(Math.max(value, LEAST_VALUE)));
  return changePoints(logarithms, seededRandom(SEED, label)).flatMap((found): Change[] => {
    const index = found.index + offset;
    const [before, after] = [points[index - 1], points[index]];
    return before && after ? [{ index, before, after, ratio: found.ratio }] : [];
  });
}

function levelsOf(points: readonly TrendPoint[], changes: readonly Change[]): Level[] {
  const starts = [0, ...changes.map(({ index }) => index)];
  return starts.map((start, i) => ({
    start,
    value: median(points.slice(start, starts[i + 1]).map(({ value }) => value)),
  }));
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
