import { isOnBothSides, zeroCrossing, type Point } from '../statistics/crossing.js';
import { boundAt, loneTask, type Place } from './law.js';
import { TIE_BAND } from './ranking.js';
import type { Stop } from './sweep.js';

/** Steps between two stops at which the law is looked up: far finer than any interval. */
const STEPS = 100;

interface Known {
  at: number;
  places: [Place, Place];
  loopShare: number;
  cpuShare: number;
}

/**
 * Where the law's bounds of two models are equal, with L and U on straight lines between the stops;
 * null where neither or only one is ever ahead, or too little was measured to say.
 */
export function predictedCrossing(
  models: [string, string],
  stops: Stop[],
  seed: number,
  cpus: number,
): number | null {
  const known = stops.flatMap((stop) => knownAt(stop, models, seed) ?? []);
  const line = known.flatMap((from, i) => segment(from, known[i + 1] ?? from, cpus));
  return isOnBothSides(line, Math.log1p(TIE_BAND)) ? zeroCrossing(line) : null;
}

function knownAt({ at, cells }: Stop, models: [string, string], seed: number): Known | null {
  const eventLoop = cells.get('event-loop');
  const task = eventLoop && loneTask(eventLoop, seed);
  const [first, second] = models.map((model) => cells.get(model));
  if (!task || !first || !second) return null;
  const { loopShare, cpuShare } = task;
  return { at, places: [first, second], loopShare: loopShare.value, cpuShare: cpuShare.value };
}

/** ln(bound of the first / bound of the second) from one stop up to the next. */
function segment(from: Known, to: Known, cpus: number): Point[] {
  return Array.from({ length: from === to ? 1 : STEPS }, (_, step) => {
    const between = (a: number, b: number) => a + ((b - a) * step) / STEPS;
    const task = {
      loopShare: between(from.loopShare, to.loopShare),
      cpuShare: between(from.cpuShare, to.cpuShare),
    };
    const [first, second] = from.places;
    const ratio = boundAt(first, task, cpus).value / boundAt(second, task, cpus).value;
    return { x: between(from.at, to.at), y: Math.log(ratio) };
  });
}
