/** Charts as data: what is drawn, with scales, ticks and labels decided. HTML and PNG draw the same. */
import type { Look } from './palette.js';

export type Chart = ForestChart | LineChart;

export interface Axis {
  title: string;
  /** Said beside the title where there is room. */
  note?: string;
  scale: 'log2' | 'linear';
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

export type ForestRow =
  | { kind: 'heading'; label: string }
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

/** A line per model over a swept parameter, with interval bands and what the law predicts. */
export interface LineChart extends ChartBase {
  kind: 'lines';
  x: Axis;
  y: Axis;
  lines: Line[];
  crossings: CrossingMark[];
}

export interface Line {
  look: Look;
  points: { x: number; y: number; low: number; high: number }[];
  /** The law's upper bound along the same parameter. */
  bounds: { x: number; y: number }[];
}

export interface CrossingMark {
  low: number;
  at: number;
  high: number;
  label: string;
}

/** Whole powers of two that hold all values, with ticks thinned to at most fourteen. */
export function log2Axis(title: string, values: readonly number[]): Axis {
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
    scale: 'log2',
    min: 2 ** lowest,
    max: 2 ** highest,
    ticks: ticks.map((value) => ({ value, label: powerOfTwo(value) })),
  };
}

function powerOfTwo(value: number): string {
  return value >= 1 / 8 ? `${value}x` : `1/${1 / value}x`;
}
