import { percentileInterval } from '../statistics/bootstrap.js';
import { isOnBothSides, zeroCrossing, type Point } from '../statistics/crossing.js';
import type { GroupedInterval } from '../statistics/grouped-interval.js';
import { mean, sum } from '../statistics/spread.js';
import { intervalOf } from './estimate.js';
import { pairedLogRatios, spreadOfRatios } from './pairing.js';
import { TIE_BAND } from './ranking.js';
import type { Stop } from './sweep.js';
import type { Crossing } from './verdict.js';

/** By how much the first model is faster than the second at one stop. */
interface Lead {
  at: number;
  /** ln(wall second / wall first). */
  ratio: GroupedInterval;
  /** Geometric mean of both models' wall times. */
  levelMs: number;
}

/**
 * Where the measured lines of two models cross, with its interval, and who is ahead before that.
 *
 * They cross only if each model wins by more than the tie band somewhere.
 */
export function measuredCrossing(
  models: [string, string],
  stops: Stop[],
  seed: number,
): Pick<Crossing, 'at' | 'ahead'> {
  const leads = stops.flatMap((stop) => leadAt(stop, models, seed) ?? []);
  const logLine = leads.map(({ at, ratio }) => ({ x: at, y: ratio.value }));
  const band = Math.log1p(TIE_BAND);
  const decided = logLine.find(({ y }) => Math.abs(y) > band);
  const ahead = decided ? models[decided.y > 0 ? 0 : 1] : null;

  const value = isOnBothSides(logLine, band) ? zeroCrossing(timeLine(leads)) : null;
  if (value === null) return { at: null, ahead };
  const count = sum(leads.map(({ ratio }) => ratio.count));
  return { at: { value, ...crossingInterval(leads, value), count }, ahead };
}

function leadAt({ at, cells }: Stop, [first, second]: [string, string], seed: number): Lead | null {
  const [a, b] = [cells.get(first), cells.get(second)];
  if (!a || !b) return null;
  const spread = spreadOfRatios([...cells.values()]);
  const ratio = intervalOf(pairedLogRatios(b, a), seed, `${a.id} against ${b.id}`, spread);
  if (!ratio) return null;
  const samples = [a, b].flatMap((cell) => cell.processes).flatMap((process) => process.samples);
  const levelMs = Math.exp(mean(samples.map(({ wallMs }) => Math.log(wallMs))));
  return { at, ratio, levelMs };
}

/**
 * The time that the first model saves at each stop, as measured or as in one draw. Between two stops
 * it is near to a straight line, where the ratio is none: by the law, times grow in proportion to what
 * a task does.
 */
function timeLine(leads: Lead[], draw?: number): Point[] {
  return leads.map(({ at, ratio, levelMs }) => {
    const logRatio = draw === undefined ? ratio.value : (ratio.draws[draw] ?? ratio.value);
    return { x: at, y: 2 * levelMs * Math.sinh(logRatio / 2) };
  });
}

/** The crossings of the lines as they might have been; one that never crosses does so past the end. */
function crossingInterval(leads: Lead[], value: number): { low: number; high: number } {
  const saved = (line: Point[]) => sum(line.map(({ y }) => y));
  const isAheadFirst = saved(timeLine(leads.filter(({ at }) => at < value))) > 0;
  const [start = value, end = value] = [leads[0]?.at, leads.at(-1)?.at];
  const draws = (leads[0]?.ratio.draws ?? new Float64Array()).map((_, draw) => {
    const line = timeLine(leads, draw);
    return zeroCrossing(line) ?? (saved(line) > 0 === isAheadFirst ? end : start);
  });
  const [low, high] = percentileInterval(draws, 0.95);
  return { low: Math.min(low, value), high: Math.max(high, value) };
}
