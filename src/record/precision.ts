import type { MainLoop, Period, RunRecord, Span } from './run-record.js';

/** Within 0.005 % of a wall time, from which speed-ups come: far below any noise. */
const WALL_TIME_DIGITS = 5;
/** Within 0.05 % of all else, where differences below 1 % are never told. */
const SIGNIFICANT_DIGITS = 4;

/**
 * The record without digits that mean nothing, a third of its size when compressed.
 *
 * Wall times keep five significant digits, what else was measured four; the times of spans, which are
 * told apart by their differences, whole microseconds.
 */
export function withoutNoiseDigits(record: RunRecord): RunRecord {
  return {
    ...record,
    ...(record.conditions && { conditions: rounded(record.conditions) }),
    cells: record.cells.map((cell) => ({
      ...cell,
      processes: rounded(cell.processes),
      spans: cell.spans.map(inMicroseconds),
      ...(cell.mainLoop && { mainLoop: periodsInMicroseconds(cell.mainLoop) }),
    })),
  };
}

/** The same value with every fraction in it rounded; whole numbers are counts and stay. */
function rounded<T>(value: T, digits?: number): T;
function rounded(value: unknown, digits = SIGNIFICANT_DIGITS): unknown {
  if (typeof value === 'number') {
    return Number.isInteger(value) ? value : Number(value.toPrecision(digits));
  }
  if (Array.isArray(value)) return value.map((item) => rounded(item, digits));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, rounded(item, digitsOf(key))]),
  );
}

function digitsOf(name: string): number {
  return name === 'wallMs' ? WALL_TIME_DIGITS : SIGNIFICANT_DIGITS;
}

function inMicroseconds({ submitted, started, finished, lane }: Span): Span {
  return { submitted: micro(submitted), started: micro(started), finished: micro(finished), lane };
}

function periodsInMicroseconds({ blocked, collections }: MainLoop): MainLoop {
  const round = ([from, to]: Period): Period => [micro(from), micro(to)];
  return { blocked: blocked.map(round), collections: collections.map(round) };
}

function micro(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
