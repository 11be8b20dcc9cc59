/** One table for every output: the dialects in terminal, Markdown, HTML and CSV only lay it out. */
import type { Axis } from './chart.js';

export interface Table {
  /** Unique in the report: `results`, `workload-sha256`. */
  id: string;
  caption: string;
  columns: Column[];
  rows: Row[];
  /** Drawn beside the rows where the output can: the speed-up of each row on a common axis. */
  strip?: Strip;
}

export interface Column {
  /** Name for machines, with its unit: `wallMs`. */
  key: string;
  header: string;
  align: 'left' | 'right';
  /** Where there is too little room, the column with the largest number goes first; 0 always stays. */
  dropOrder: number;
  /** Cells carry an interval; CSV gives its ends columns of their own. */
  hasInterval?: boolean;
}

export interface Row {
  /** The verdict's pick. */
  isMarked: boolean;
  /** One cell for each column. */
  cells: TableCell[];
}

export interface TableCell {
  text: string;
  /** Set off from the text, as in `1.21 s` `±0.02` or `1.86x` `of 2x`. */
  detail?: string;
  /** Raw, in the unit of the column's key; null where there is none. */
  value: number | string | null;
  interval?: { low: number; high: number } | undefined;
  tone?: Tone;
  /** Where the text leads to, relative to the page; only pages show it. */
  href?: string;
}

/** Said in words as well, never by colour alone. */
export type Tone = 'better' | 'worse' | 'muted' | 'doubt';

export interface Strip {
  axis: Axis;
  /** One for each row. */
  points: (StripPoint | null)[];
}

export interface StripPoint {
  value: number;
  low: number;
  high: number;
  bound: number | null;
}

/** A cell that holds nothing but says so. */
export const absent: TableCell = { text: '–', value: null, tone: 'muted' };
