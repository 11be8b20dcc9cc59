import type { MainLoop, Period, RunRecord, Span } from './run-record.js';

/** A thousandth of a percent: far below any noise, so the digits after it are no data. */
const SIGNIFICANT_DIGITS = 5;

/**
 * The record without digits that mean nothing, a third of its size when compressed.
 *
 * Measured numbers keep five significant digits; the times of spans, which are told apart by their
 * differences, whole microseconds.
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
function rounded<T>(value: T): T;
function rounded(value: unknown): unknown {
  if (typeof value === 'number') {
    return Number.isInteger(value) ? value : Number(value.toPrecision(SIGNIFICANT_DIGITS));
  }
  if (Array.isArray(value)) return value.map((item) => rounded(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rounded(item)]));
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
