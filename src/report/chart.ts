/** Charts as data: what is drawn, with scales, ticks and labels decided. HTML and PNG draw the same. */
import type { Look } from './palette.js';

export type Chart = ForestChart | RangeChart | LineChart;

export interface Axis {
  title: string;
  /** Said beside the title where there is room. */
  note?: string;
  scale: 'log' | 'linear';
  min: number;
  max: number;
  ticks: { value: number; label: string }[];
}

interface ChartBase {
  /** File name and anchor: `speed-up`. */
  id: string;
  /** The finding, as a sentence. */
  title: string;
  /** Machine and run, for a picture that travels alone. */
  subtitle: string;
  /** What a person who cannot see the picture should know. */
  description: string;
  looks: Look[];
}

/** A dot with whiskers per model, grouped by workload. No bars: a log axis has no zero to start from. */
export interface ForestChart extends ChartBase {
  kind: 'forest';
  axis: Axis;
  /** The speed that all others are held against. */
  reference: number;
  /** What counts as the same speed. */
  tieBand: { low: number; high: number };
  rows: ForestRow[];
}

export interface HeadingRow {
  kind: 'heading';
  label: string;
}

export type ForestRow =
  | HeadingRow
  | {
      kind: 'point';
      label: string;
      look: Look;
      value: number;
      low: number;
      high: number;
      /** What the law of the loop allows at most. */
      bound: number | null;
      /** `1.86x of 2x` */
      text: string;
    };

/** A dot with a whisker to its right per cell, on a log axis of time. */
export interface RangeChart extends ChartBase {
  kind: 'ranges';
  axis: Axis;
  rows: RangeRow[];
  /** Levels worth knowing, as upright lines. */
  guides: number[];
  /** What the hollow mark of a row means, if rows have one. */
  markMeaning: string | null;
}

export type RangeRow =
  | HeadingRow
  | {
      kind: 'range';
      label: string;
      look: Look;
      /** The dot, and the far end of its whisker. */
      value: number;
      high: number;
      mark: number | null;
      text: string;
    };

/** A line per model over a swept parameter, with interval bands and what the law predicts. */
export interface LineChart extends ChartBase {
  kind: 'lines';
  x: Axis;
  y: Axis;
  lines: Line[];
  crossings: CrossingMark[];
  /** A level that all lines are held against, as a line across. */
  reference?: number;
  /** Which model is best from where to where: a strip below the axis. */
  winners?: Stretch[];
}

/** A part of the x axis with one best model. */
export interface Stretch {
  from: number;
  to: number;
  look: Look;
  /** No other model's interval reaches up to its own. */
  isSure: boolean;
}

export interface Line {
  look: Look;
  points: { x: number; y: number; low: number; high: number }[];
  /** What the line is held against, dashed: the law's upper bound, or the waiting in a latency. */
  bounds: { x: number; y: number }[];
  /** A law fitted through the points, drawn in place of straight lines between them. */
  curve?: { x: number; y: number }[];
}

export interface CrossingMark {
  low: number;
  at: number;
  high: number;
  label: string;
  /** The model whose line is meant, and how high it is here; without them it is a matter of two lines. */
  look?: Look;
  height?: number;
  /** Where there is nothing to cover. Default: top. */
  labelAt?: 'top' | 'bottom';
}

/**
 * What an axis should hold of an estimate: its value, and its interval as far as a factor of four.
 * A wider one runs off the edge: it would squeeze all others to dots.
 */
export function axisValues({ value, low, high }: { value: number; low: number; high: number }) {
  return [value, Math.max(low, value / 4), Math.min(high, value * 4)];
}

/** Whole powers of two that hold all values, with ticks thinned to at most fourteen. */
export function log2Axis(
  title: string,
  values: readonly number[],
  label: (value: number) => string = powerOfTwo,
): Axis {
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  const lowest = Math.floor(Math.log2(Math.min(0.5, ...positive)));
  const highest = Math.ceil(Math.log2(Math.max(2, ...positive)));
  const step = Math.ceil((highest - lowest) / 13);
  // Counted from 1x, so that the reference always has its tick.
  const first = Math.ceil(lowest / step);
  const last = Math.floor(highest / step);
  const ticks = Array.from(
    { length: last - first + 1 },
    (_, index) => 2 ** ((first + index) * step),
  );
  return {
    title,
    scale: 'log',
    min: 2 ** lowest,
    max: 2 ** highest,
    ticks: ticks.map((value) => ({ value, label: label(value) })),
  };
}

/** The chart with the first workloads that fit in `mostRows` rows, and with word of the others. */
export function shortened(chart: Chart, mostRows: number): Chart {
  if (chart.kind === 'lines' || chart.rows.length <= mostRows) return chart;
  const headings = chart.rows.flatMap((row, index) => (row.kind === 'heading' ? [index] : []));
  const end = headings.findLast((index) => index <= mostRows && index > 0) ?? mostRows;
  const shown = headings.filter((index) => index < end).length;
  const subtitle = `${chart.subtitle} · first ${shown} of ${headings.length} groups`;
  return chart.kind === 'forest'
    ? { ...chart, subtitle, rows: chart.rows.slice(0, end) }
    : { ...chart, subtitle, rows: chart.rows.slice(0, end) };
}

/** Whole decades that hold all times; what is shorter than `leastMs` stands at its left end. */
export function durationAxis(title: string, valuesMs: readonly number[], leastMs: number): Axis {
  const lowest = Math.floor(Math.log10(Math.max(leastMs, Math.min(...valuesMs))));
  const highest = Math.ceil(Math.log10(Math.max(leastMs * 10, ...valuesMs)));
  const decades = Array.from({ length: highest - lowest + 1 }, (_, index) => lowest + index);
  return {
    title,
    scale: 'log',
    min: 10 ** lowest,
    max: 10 ** highest,
    ticks: decades.map((exponent) => ({ value: 10 ** exponent, label: decade(exponent) })),
  };
}

/** The same in steps of 1, 2 and 5 where whole decades would leave the chart half empty. */
export function tightDurationAxis(
  title: string,
  valuesMs: readonly number[],
  leastMs: number,
): Axis {
  const [lowest, highest] = [Math.min(...valuesMs), Math.max(...valuesMs)];
  const whole = durationAxis(title, valuesMs, leastMs);
  if (highest / lowest > 100) return whole;
  const marks = whole.ticks.flatMap(({ value }) => [1, 2, 5].map((step) => value * step));
  const min = marks.findLast((mark) => mark <= lowest) ?? whole.min;
  const max = marks.find((mark) => mark >= highest && mark > min) ?? whole.max;
  const ticks = marks
    .filter((mark) => mark >= min && mark <= max)
    .map((value) => ({ value, label: shortDuration(value) }));
  return { ...whole, min, max, ticks };
}

/**
 * Shares of all tasks, up to `highest`, with the tail drawn apart: 90 %, 99 % and 99.9 % are one step
 * each. A share stands at `tailPosition`.
 */
export function tailAxis(title: string, highest: number): Axis {
  const max = tailPosition(highest);
  const ticks = [0, 0.25, 0.5, 0.75, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999].map((share) => ({
    value: tailPosition(share),
    label: share === 0 ? 'least' : `${Number((share * 100).toPrecision(4))} %`,
  }));
  return { title, scale: 'log', min: 1, max, ticks: ticks.filter(({ value }) => value <= max) };
}

/** One task in so many is beyond the share: 10 at 90 %. */
export function tailPosition(share: number): number {
  return 1 / Math.max(1e-9, 1 - share);
}

/** `20 ms` */
function shortDuration(ms: number): string {
  const exponent = Math.floor(Math.log10(ms * (1 + 1e-9)));
  const step = Math.round(ms / 10 ** exponent);
  return decade(exponent).replace(/1(?=0* )/, String(step));
}

/** Exponents of ten, in milliseconds. */
function decade(exponent: number): string {
  if (exponent >= 3) return `${10 ** (exponent - 3)} s`;
  if (exponent >= 0) return `${10 ** exponent} ms`;
  return exponent >= -3 ? `${10 ** (exponent + 3)} µs` : `${10 ** (exponent + 6)} ns`;
}

function powerOfTwo(value: number): string {
  return value >= 1 ? `${value}x` : `1/${1 / value}x`;
}
