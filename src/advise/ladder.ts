/** A kind of model with ever more tasks at once: what to measure of it, and what to choose. */
import { formatModel, type ModelSpec } from '../executors/model-spec.js';
import type { LoneWork } from '../verdict/prediction.js';
import { TIE_BAND } from '../verdict/ranking.js';
import { enoughConcurrency, type MeasuredLevel } from '../verdict/tuning.js';
import { highest, type Candidate } from './candidates.js';

export interface Ladder {
  /** By ascending number of slots, each once. */
  levels: Candidate[];
  /** Does measuring tell more than the prediction? */
  isOpen: boolean;
}

/** A level that promises less than this share of the best only costs time. */
const LEAST_PROMISE = 1 / 4;
/** From this loop share on a loop has no time for a second task. */
const FILLS_LOOP = 0.8;

/** One ladder for each kind among the candidates, from the cheapest kind to the dearest. */
export function laddersOf(candidates: readonly Candidate[], work: LoneWork): Ladder[] {
  const kinds = [...new Set(candidates.map(({ name }) => name))];
  let cheaper = 0;
  return kinds.map((kind) => {
    const levels = levelsOf(candidates.filter(({ name }) => name === kind));
    const most = highest(levels);
    const isAhead = most > cheaper * (1 + TIE_BAND);
    cheaper = Math.max(cheaper, most);
    return { levels, isOpen: isAhead && asksForMore(levels, work) };
  });
}

/** Where the number of slots is the same, the place that promises most; the fewest workers first. */
function levelsOf(candidates: readonly Candidate[]): Candidate[] {
  const most = highest(candidates);
  const bySlots = new Map<number, Candidate>();
  for (const candidate of candidates) {
    const rival = bySlots.get(slotsOf(candidate));
    if (!rival || candidate.predicted > rival.predicted) bySlots.set(slotsOf(candidate), candidate);
  }
  return [...bySlots.values()]
    .filter(({ predicted }) => predicted >= most * LEAST_PROMISE)
    .sort((a, b) => slotsOf(a) - slotsOf(b));
}

/** Where tasks leave their loop idle, only measuring shows what else holds them back, or drives them. */
function asksForMore(levels: readonly Candidate[], { loopShare }: LoneWork): boolean {
  const least = Math.min(...levels.map(({ predicted }) => predicted));
  return loopShare < FILLS_LOOP || least * (1 + TIE_BAND) < highest(levels);
}

/**
 * What to confirm of a ladder: the level that is enough by what was measured, the next one above it,
 * since a few samples may have favoured the smaller, and the fastest that was measured. Without
 * samples: the level that is enough by prediction.
 *
 * @param rates tasks per second by model.
 * @param tasks in a batch.
 * @param rateOfOne tasks per second, one at a time.
 */
export function chosenOf(
  { levels }: Ladder,
  rates: ReadonlyMap<string, number>,
  tasks: number,
  rateOfOne: number,
): ModelSpec[] {
  const measured = levels.flatMap((level): MeasuredLevel[] => {
    const tasksPerSecond = rates.get(formatModel(level));
    return tasksPerSecond === undefined ? [] : [{ concurrency: slotsOf(level), tasksPerSecond }];
  });
  const [fastest] = measured.toSorted((a, b) => b.tasksPerSecond - a.tasksPerSecond);
  const most = highest(levels);
  if (!fastest) {
    return levels.filter(({ predicted }) => predicted * (1 + TIE_BAND) >= most).slice(0, 1);
  }
  const one = { concurrency: 1, tasksPerSecond: rateOfOne };
  const enough = enoughConcurrency(usefulSlots(levels, tasks), [one, ...measured]);
  const above = levels.map(slotsOf).find((slots) => slots > enough) ?? enough;
  const wanted = new Set([enough, above, fastest.concurrency]);
  return [...wanted].flatMap((slots) => levelWith(levels, slots));
}

/** On one loop any number that saves a batch a turn; with several workers the levels themselves. */
function usefulSlots(levels: readonly Candidate[], tasks: number): number[] {
  const slots = levels.map(slotsOf);
  if (levels.some(({ workers }) => workers > 1)) return slots;
  const most = Math.max(...slots);
  const all = Array.from({ length: tasks }, (_, turns) => Math.ceil(tasks / (turns + 1)));
  return [...new Set(all)].filter((n) => n > 1 && n <= most);
}

/** A number between the levels is one on a single loop; one task at a time is the baseline's. */
function levelWith(levels: readonly Candidate[], slots: number): ModelSpec[] {
  const known = levels.find((level) => slotsOf(level) === slots);
  const [first] = levels;
  if (known || slots < 2 || !first) return known ? [known] : [];
  return [{ ...first, concurrency: slots }];
}

function slotsOf({ workers, concurrency }: ModelSpec): number {
  return workers * concurrency;
}
