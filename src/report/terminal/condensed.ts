import type { Stretch, TrendPoint } from '../../history/trend.js';

/** What stands in one column of a trend: one run, or several where there are more than columns. */
export type Mark =
  | { kind: 'run'; value: number; low: number; high: number; level: number; last: TrendPoint }
  | { kind: 'break' };

/** The runs of all stretches with a break between them, in at most `columns` marks. */
export function condensed(stretches: readonly Stretch[], columns: number): Mark[] {
  const runs = stretches.reduce((total, { points }) => total + points.length, 0);
  const places = Math.max(1, columns - (stretches.length - 1) * 2);
  const runsPerMark = Math.ceil(runs / places);
  return stretches.flatMap(({ points, levels }, i): Mark[] => {
    const marks = inGroups(points, runsPerMark).map((group, mark) => {
      const lastIndex = mark * runsPerMark + group.length - 1;
      return markOf(group, levels.findLast(({ start }) => start <= lastIndex)?.value ?? NaN);
    });
    return i === 0 ? marks : [{ kind: 'break' }, ...marks];
  });
}

function inGroups<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}

/** The middle run's value, with whiskers that reach as far as any run's. */
function markOf(group: TrendPoint[], level: number): Mark {
  const sorted = group.toSorted((a, b) => a.value - b.value);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)] as TrendPoint;
  return {
    kind: 'run',
    value: middle.value,
    low: Math.min(...group.map((point) => point.low)),
    high: Math.max(...group.map((point) => point.high)),
    level,
    last: group.at(-1) as TrendPoint,
  };
}
