import type { Stretch, Trend } from '../history/trend.js';
import type { Axis, CrossingMark, Line, LineChart } from './chart.js';
import { looksOf } from './palette.js';
import type { Look } from './palette.js';
import { dateOf, figureNames, shortCommit, signedPercent, trendUnit } from './trend-words.js';
import { inUnit } from './units.js';

const MOST_RUN_TICKS = 10;
const VALUE_STEPS = 5;

/** A stretch with its place among the runs of all. */
interface Placed {
  stretch: Stretch;
  /** Number of its first run. */
  start: number;
}

/** Runs from left to right, a line for each stretch, its levels dashed, its changes marked. */
export function trendChart(trend: Trend, id: string, title: string): LineChart {
  const placed = placedStretches(trend);
  const [look] = looksOf([trend.model]);
  const lines = placed.flatMap((item) => (look ? [lineOf(item, nameOf(item, placed, look))] : []));
  const conditions = trend.stretches.at(-1)?.conditions;
  return {
    kind: 'lines',
    id,
    title,
    subtitle: conditions ? `${conditions.fingerprint} · node ${conditions.nodeMajor}` : '',
    description: `${title}. ${figureNames[trend.figure]}, run after run.`,
    looks: lines.map((line) => line.look),
    x: runAxis(placed),
    y: valueAxis(trend),
    lines,
    crossings: placed.flatMap(changeMarks),
  };
}

function placedStretches({ stretches }: Trend): Placed[] {
  let next = 0;
  return stretches.map((stretch) => {
    const start = next;
    // A place stays free between stretches.
    next += stretch.points.length + 1;
    return { stretch, start };
  });
}

/** Where there are several lines, the legend tells them by what changed. */
function nameOf({ stretch }: Placed, all: readonly Placed[], look: Look): Look {
  if (all.length === 1) return look;
  return { ...look, model: `${look.model} since ${dateOf(stretch.points[0])}` };
}

function lineOf({ stretch: { points, levels }, start }: Placed, look: Look): Line {
  return {
    look,
    points: points.map(({ value, low, high }, i) => ({ x: start + i, y: value, low, high })),
    bounds: points.map((_, i) => ({
      x: start + i,
      y: levels.findLast((level) => level.start <= i)?.value ?? NaN,
    })),
  };
}

function changeMarks({ stretch: { changes }, start }: Placed): CrossingMark[] {
  return changes.map(({ index, ratio }) => ({
    low: start + index - 1,
    at: start + index - 0.5,
    high: start + index,
    label: signedPercent(ratio.value),
  }));
}

function runAxis(placed: readonly Placed[]): Axis {
  const runs = placed.flatMap(({ stretch: { points }, start }) =>
    points.map((point, i) => ({ value: start + i, label: shortCommit(point) || dateOf(point) })),
  );
  const step = Math.ceil(runs.length / MOST_RUN_TICKS);
  return {
    title: 'runs, by their commits',
    scale: 'linear',
    min: 0,
    max: Math.max(1, runs.at(-1)?.value ?? 1),
    ticks: runs.filter((_, i) => i % step === 0),
  };
}

/** From the lowest interval to the highest, with some air. */
function valueAxis({ stretches, figure }: Trend): Axis {
  const points = stretches.flatMap((stretch) => stretch.points);
  const lowest = Math.min(...points.map(({ low }) => low));
  const highest = Math.max(...points.map(({ high }) => high));
  const air = Math.max((highest - lowest) * 0.1, highest * 0.01, Number.MIN_VALUE);
  const [min, max] = [Math.max(0, lowest - air), highest + air];
  const unit = trendUnit(figure, [min, max]);
  const ticks = Array.from({ length: VALUE_STEPS + 1 }, (_, i) => {
    const value = min + ((max - min) * i) / VALUE_STEPS;
    return { value, label: inUnit(value, unit) };
  });
  return { title: figureNames[figure], scale: 'linear', min, max, ticks };
}
