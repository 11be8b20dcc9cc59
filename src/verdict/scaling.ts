import { pairedLogRatios } from '../record/paired-rounds.js';
import { percentileInterval } from '../statistics/bootstrap.js';
import { median } from '../statistics/quantile.js';
import { seededRandom } from '../statistics/random.js';
import { rateAt } from '../statistics/scalability-fit.js';
import { scalabilityOf, type Scalability } from '../statistics/scalability.js';
import { sum } from '../statistics/spread.js';
import type { Reference } from './cell-numbers.js';
import { lawful, type Contender } from './decision.js';
import { intervalOf } from './estimate.js';
import { laddersOf, sizeOf } from './ladder.js';
import { boundAt, type LoneTask } from './law.js';
import { modelKind, TIE_BAND } from './ranking.js';
import type { CurvePoint, Estimate, Scaling, ScalingLevel } from './verdict.js';

/** Points of a curve from one size to its double. */
const POINTS_PER_OCTAVE = 12;

/** A rung of a ladder with where its speed-up might have been. */
interface Rung {
  contender: Contender;
  level: ScalingLevel;
  /** Rounds' ln(speed-up) by process. */
  pairs: number[][];
  draws: Float64Array;
}

/** How the speed-up of each pool grows with its size, for one workload. */
export function scalingsOf(contenders: readonly Contender[], reference: Reference): Scaling[] {
  return laddersOf(contenders).flatMap(({ pool, rungs: cells }) => {
    const rungs = cells.flatMap((contender) => rungOf(contender, reference) ?? []);
    const scaling = scalingOf(rungs, reference);
    const workload = rungs[0]?.contender.cell.workload.key;
    return scaling && workload !== undefined ? [{ workload, pool, ...scaling }] : [];
  });
}

/** Of a workload's pools the fastest, or an earlier one within the tie band of it. */
export function bestPool(scalings: readonly Scaling[]): Scaling | undefined {
  return scalings[smallestEqual(scalings.map(({ top }) => top.speedUp.value))];
}

function rungOf(contender: Contender, { eventLoop, spread, seed }: Reference): Rung | null {
  const { cell, numbers } = contender;
  const pairs = eventLoop ? pairedLogRatios(eventLoop, cell) : [];
  const ratio = intervalOf(pairs, seed, `${cell.id} speed-up`, spread);
  if (!ratio || !numbers.speedUp) return null;
  const tasksInFlight = cell.workers * cell.concurrency;
  const { speedUp } = numbers;
  return {
    contender,
    level: { model: cell.model, size: sizeOf(cell), tasksInFlight, speedUp },
    pairs,
    draws: ratio.draws,
  };
}

function scalingOf(
  rungs: Rung[],
  { task, environment, seed }: Reference,
): Omit<Scaling, 'workload' | 'pool'> | null {
  const speeds = rungs.map(({ contender, level }) => lawful(contender, level.speedUp.value));
  const top = rungs[speeds.indexOf(Math.max(...speeds))]?.level;
  if (!top || rungs.length < 2) return null;
  const law = lawThrough(rungs, seed);
  const enough = enoughOf(rungs, speeds);
  const trend = trendOf(rungs, speeds, enough);
  return {
    levels: rungs.map(({ level }) => level),
    trend,
    top,
    enough,
    law,
    knee: trend === 'peaks' ? kneeWithin(law, rungs) : null,
    curves: {
      law: law.kind === 'fit' ? curve(rungs, (n) => rateAt(law.law, n)) : [],
      bound: task ? curve(rungs, (n) => boundWith(n, rungs, task, environment.cpus)) : [],
    },
  };
}

/** Speed-ups are rates in units of the event loop's, from which the drift of the run has dropped out. */
function lawThrough(rungs: Rung[], seed: number): Scalability {
  const levels = rungs.map(({ level, pairs }) => ({
    concurrency: level.tasksInFlight,
    rates: pairs.filter((rounds) => rounds.length > 0).map((rounds) => Math.exp(median(rounds))),
  }));
  const [first] = rungs;
  return scalabilityOf(levels, seededRandom(seed, `${first?.contender.cell.id ?? ''} law`));
}

/** A gain or a fall that other samples may not have shown is none. */
function trendOf(rungs: Rung[], speeds: number[], enough: Estimate): Scaling['trend'] {
  const [first, last] = [rungs[0], rungs.at(-1)];
  const fastest = Math.max(...speeds);
  const top = rungs[speeds.indexOf(fastest)];
  const isSure = (other: Rung | undefined) => isSurelyFaster(top, other, rungs.length - 1);
  if (fastest > (speeds.at(-1) ?? NaN) * (1 + TIE_BAND) && isSure(last)) return 'peaks';
  if (enough.value === first?.level.size) return 'flat';
  if (!isSure(first)) return 'unclear';
  return enough.value === last?.level.size ? 'grows' : 'levels-off';
}

/** @param rivals among which the one was picked for being the fastest: each has its share of the error. */
function isSurelyFaster(one: Rung | undefined, other: Rung | undefined, rivals: number): boolean {
  if (!one || !other) return false;
  const advantage = one.draws.map((draw, i) => draw - (other.draws[i] ?? draw));
  return percentileInterval(advantage, 1 - 0.05 / rivals)[0] > 0;
}

/** The size that is enough, and the sizes that would have been with other samples. */
function enoughOf(rungs: Rung[], speeds: number[]): Estimate {
  const sizeAt = (index: number) => rungs[index]?.level.size ?? NaN;
  const value = sizeAt(smallestEqual(speeds));
  const drawn = (rungs[0]?.draws ?? new Float64Array()).map((_, draw) =>
    sizeAt(
      smallestEqual(
        rungs.map(({ contender, draws }) => lawful(contender, Math.exp(draws[draw] ?? NaN))),
      ),
    ),
  );
  const [low, high] = percentileInterval(drawn, 0.95);
  const count = sum(rungs.map(({ level }) => level.speedUp.count));
  return { value, low: Math.min(low, value), high: Math.max(high, value), count };
}

/** The first that none beats by more than the tie band. */
function smallestEqual(speeds: number[]): number {
  const fastest = Math.max(...speeds);
  return speeds.findIndex((speed) => speed * (1 + TIE_BAND) >= fastest);
}

/** A law that is as good as flat has its peak anywhere: one is told that it rises to and falls from. */
function kneeWithin(law: Scalability, rungs: Rung[]): Scaling['knee'] {
  if (law.kind !== 'fit' || !law.knee) return null;
  const [first = 0, last = 0] = [rungs[0], rungs.at(-1)].map((rung) => rung?.level.tasksInFlight);
  const rise = rateAt(law.law, law.knee.value) / rateAt(law.law, first);
  return law.knee.value < last && rise > 1 + TIE_BAND ? law.knee : null;
}

function curve(rungs: Rung[], speedUpAt: (tasksInFlight: number) => number): CurvePoint[] {
  const [from = 1, to = 1] = [rungs[0], rungs.at(-1)].map((rung) => rung?.level.tasksInFlight);
  const steps = Math.ceil(Math.log2(to / from) * POINTS_PER_OCTAVE);
  return Array.from({ length: steps + 1 }, (_, step) => {
    const tasksInFlight = from * (to / from) ** (step / Math.max(1, steps));
    return { tasksInFlight, speedUp: speedUpAt(tasksInFlight) };
  });
}

/** The law of the loop for a pool of this kind between two rungs. */
function boundWith(tasksInFlight: number, [first]: Rung[], task: LoneTask, cpus: number): number {
  if (!first) return NaN;
  const { model, concurrency, tasks } = first.contender.cell;
  const place =
    modelKind(model) === 'async-pool'
      ? { workers: 1, concurrency: tasksInFlight, tasks }
      : { workers: tasksInFlight / concurrency, concurrency, tasks };
  const shares = { loopShare: task.loopShare.value, cpuShare: task.cpuShare.value };
  return boundAt(place, shares, cpus).value;
}
