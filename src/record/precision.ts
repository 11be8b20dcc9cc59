import type { MainLoop, Period, RunRecord, Span } from './run-record.js';

/**
 * Speed-ups come from wall times: 0.005 % is far below any noise. What the law and rates are made of is
 * never told to less than 0.1 %, and all else as reports show it: within 0.5 %, less than a bucket of a
 * histogram is wide.
 */
const DIGITS: Record<string, number> = {
  wallMs: 5,
  loopShare: 4,
  cpuMs: 4,
  cpuSystemMs: 4,
  spanMs: 4,
};
const OTHER_DIGITS = 3;

/**
 * The record without digits that mean nothing, a third of its size when compressed.
 *
 * Wall times keep five significant digits, what else was measured three or four; the times of spans,
 * which are told apart by their differences, whole microseconds.
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
function rounded(value: unknown, digits = OTHER_DIGITS): unknown {
  if (typeof value === 'number') {
    return Number.isInteger(value) ? value : Number(value.toPrecision(digits));
  }
  if (Array.isArray(value)) return value.map((item) => rounded(item, digits));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, rounded(item, DIGITS[key])]),
  );
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
