import type { Cell, RunRecord } from '../record/run-record.js';
import { percentileInterval } from '../statistics/bootstrap.js';
import { zeroCrossing, type Point } from '../statistics/crossing.js';
import type { GroupedInterval } from '../statistics/grouped-interval.js';
import { sum } from '../statistics/spread.js';
import { intervalOf } from './estimate.js';
import { boundAt, loneTask } from './law.js';
import { pairedLogRatios } from './pairing.js';
import { TIE_BAND } from './ranking.js';
import type { Crossing } from './verdict.js';

/** All that was measured at one value of the swept parameter. */
interface Stop {
  at: number;
  cells: Map<string, Cell>;
}

/** ln(speed of the first model / speed of the second) at one stop. */
interface Lead {
  at: number;
  interval: GroupedInterval;
}

/** Steps between two stops at which the law is looked up: far finer than any interval. */
const LAW_STEPS = 100;

/**
 * Where the lines of two models cross along the parameter that a suite sweeps, for each pair of models.
 * `event-loop` is the line at 1: a pair with it is told only if it crosses.
 */
export function crossingsOf(record: RunRecord): Crossing[] {
  const param = record.suite.sweptParam;
  if (param === null) return [];
  const cells = record.cells.filter(
    ({ error, workload }) => !error && typeof workload.params[param] === 'number',
  );
  const names = [...new Set(cells.map((cell) => cell.workload.name))];
  return names.flatMap((workload) => {
    const stops = stopsOf(
      cells.filter((cell) => cell.workload.name === workload),
      param,
    );
    return pairsOf(stops)
      .map((models) => crossingOfPair({ workload, param, models }, stops, record))
      .filter(({ at, models }) => at !== null || !models.includes('event-loop'));
  });
}

function stopsOf(cells: Cell[], param: string): Stop[] {
  const values = [...new Set(cells.map((cell) => Number(cell.workload.params[param])))];
  return values
    .sort((a, b) => a - b)
    .map((at) => {
      const here = cells.filter((cell) => Number(cell.workload.params[param]) === at);
      return { at, cells: new Map(here.map((cell) => [cell.model, cell])) };
    });
}

function pairsOf(stops: Stop[]): [string, string][] {
  const models = [...new Set(stops.flatMap(({ cells }) => [...cells.keys()]))];
  return models.flatMap((a, i) => models.slice(i + 1).map((b): [string, string] => [a, b]));
}

function crossingOfPair(
  pair: Pick<Crossing, 'workload' | 'param' | 'models'>,
  stops: Stop[],
  record: RunRecord,
): Crossing {
  const [first, second] = pair.models;
  const lead = stops.flatMap(({ at, cells }) => {
    const [a, b] = [cells.get(first), cells.get(second)];
    const interval = a && b && intervalOf(pairedLogRatios(b, a), record.seed, `${a.id} ${b.id}`);
    return interval ? [{ at, interval }] : [];
  });
  const line = lead.map(({ at, interval }) => ({ x: at, y: interval.value }));
  const at = materialCrossing(line);
  const count = lead.reduce((total, { interval }) => total + interval.count, 0);
  return {
    ...pair,
    at: at === null ? null : { value: at, ...crossingInterval(lead, at), count },
    ahead: aheadFirst(line, pair.models),
    predicted: predictedCrossing(pair.models, stops, record.seed, record.environment.cpus),
  };
}

/** A crossing counts only if each model wins by more than the tie band somewhere. */
function materialCrossing(line: Point[]): number | null {
  const band = Math.log1p(TIE_BAND);
  const isMaterial = line.some(({ y }) => y > band) && line.some(({ y }) => y < -band);
  return isMaterial ? zeroCrossing(line) : null;
}

/** The crossings of the lines as they might have been; one that never crosses does so past the end. */
function crossingInterval(lead: Lead[], at: number): { low: number; high: number } {
  const xs = lead.map(({ at: x }) => x);
  const [start, end] = [Math.min(...xs), Math.max(...xs)];
  const isAheadFirst = sum(lead.filter((point) => point.at < at).map(leadValue)) > 0;
  const draws = (lead[0]?.interval.draws ?? new Float64Array()).map((_, draw) => {
    const line = lead.map(({ at: x, interval }) => ({ x, y: interval.draws[draw] ?? NaN }));
    const isAhead = sum(line.map(({ y }) => y)) > 0;
    return zeroCrossing(line) ?? (isAhead === isAheadFirst ? end : start);
  });
  const [low, high] = percentileInterval(draws, 0.95);
  return { low: Math.min(low, at), high: Math.max(high, at) };
}

function leadValue({ interval }: Lead): number {
  return interval.value;
}

/** The model that wins where either first wins by more than the tie band. */
function aheadFirst(line: Point[], [first, second]: [string, string]): string | null {
  const decided = line.find(({ y }) => Math.abs(y) > Math.log1p(TIE_BAND));
  return decided ? (decided.y > 0 ? first : second) : null;
}

/** Where the law's bounds of both models are equal, with L and U interpolated between the stops. */
function predictedCrossing(models: [string, string], stops: Stop[], seed: number, cpus: number) {
  const known = stops.flatMap(({ at, cells }) => {
    const eventLoop = cells.get('event-loop');
    const task = eventLoop && loneTask(eventLoop, seed);
    const [a, b] = models.map((model) => cells.get(model));
    return task && a && b
      ? [{ at, places: [a, b] as const, L: task.loopShare.value, U: task.cpuShare.value }]
      : [];
  });
  const line = known.flatMap((from, i) => {
    const to = known[i + 1] ?? from;
    const between = (a: number, b: number, step: number) => a + ((b - a) * step) / LAW_STEPS;
    const steps = to === from ? 1 : LAW_STEPS;
    return Array.from({ length: steps }, (_, step) => {
      const task = {
        loopShare: between(from.L, to.L, step),
        cpuShare: between(from.U, to.U, step),
      };
      const [a, b] = from.places.map((place) => boundAt(place, task, cpus).value);
      return { x: between(from.at, to.at, step), y: Math.log((a ?? NaN) / (b ?? NaN)) };
    });
  });
  return materialCrossing(line);
}
