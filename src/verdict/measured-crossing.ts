import { pairedLogRatios } from '../record/paired-rounds.js';
import { percentileInterval } from '../statistics/bootstrap.js';
import { isOnBothSides, zeroCrossing } from '../statistics/crossing.js';
import type { GroupedInterval } from '../statistics/grouped-interval.js';
import { mean, sum } from '../statistics/spread.js';
import { intervalOf } from './estimate.js';
import { spreadOfRatios } from './ratio-spread.js';
import { TIE_BAND } from './ranking.js';
import type { Stop } from './sweep.js';
import type { Crossing } from './verdict.js';

/** By how much the first model is faster than the second at one stop. */
interface Lead {
  at: number;
  /** ln(wall second / wall first). */
  ratio: GroupedInterval;
  /** Geometric mean of both models' wall times a task: stops may differ in the tasks of a batch. */
  taskMs: number;
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

  const value = isOnBothSides(logLine, band) ? crossingOf(leads, measuredRatios(leads)) : null;
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
  const batchMs = Math.exp(mean(samples.map(({ wallMs }) => Math.log(wallMs))));
  return { at, ratio, taskMs: batchMs / a.tasks };
}

function measuredRatios(leads: Lead[]): number[] {
  return leads.map(({ ratio }) => ratio.value);
}

/**
 * Where the time that the first model saves comes to zero, for these log ratios. Between two stops the
 * time is near to a straight line, where the ratio is none: by the law, times grow in proportion to
 * what a task does. Of several crossings the ratios choose: in time one long task would outweigh all.
 */
function crossingOf(leads: Lead[], logRatios: number[]): number | null {
  const saved = leads.map(({ at, taskMs }, i) => ({
    x: at,
    y: 2 * taskMs * Math.sinh((logRatios[i] ?? 0) / 2),
  }));
  return zeroCrossing(saved, logRatios);
}

/** The crossings of the lines as they might have been; one that never crosses does so past the end. */
function crossingInterval(leads: Lead[], value: number): { low: number; high: number } {
  const before = leads.filter(({ at }) => at < value);
  const isAheadFirst = sum(measuredRatios(before)) > 0;
  const [start = value, end = value] = [leads[0]?.at, leads.at(-1)?.at];
  const draws = (leads[0]?.ratio.draws ?? new Float64Array()).map((_, draw) => {
    const logRatios = leads.map(({ ratio }) => ratio.draws[draw] ?? ratio.value);
    return crossingOf(leads, logRatios) ?? (sum(logRatios) > 0 === isAheadFirst ? end : start);
  });
  const [low, high] = percentileInterval(draws, 0.95);
  return { low: Math.min(low, value), high: Math.max(high, value) };
}
