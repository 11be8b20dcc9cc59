/** Finds the concurrency of each kind of model that is enough, by measuring a few and fitting a law. */
import { formatModel, type ModelSpec } from '../executors/model-spec.js';
import type { Plan } from '../plan/plan.js';
import { runPlan } from '../run-plan.js';
import { TIE_BAND } from '../verdict/ranking.js';
import { enoughConcurrency, type MeasuredLevel } from '../verdict/tuning.js';
import { highest, type Candidate } from './candidates.js';
import { cellOf, msPerTask, once, workloadOf, type Look } from './probe.js';

const ROUNDS = 2;
/** Below this share of the best prediction a level only costs time. */
const LEAST_PROMISE = 1 / 8;

/** A kind of model with the levels of concurrency to choose from, by ascending number of slots. */
interface Ladder {
  levels: Candidate[];
  /** All levels promise the same, so the cheapest needs no measuring. */
  isFlat: boolean;
}

export interface TuningOptions extends Look {
  tasks: number;
  /** Wall time of one task alone. */
  taskMs: number;
  /** Called before anything is measured, with the models. */
  onStart: (models: readonly string[]) => void;
}

/** One or two specs of each kind among the candidates: the one that is enough, and the fastest seen. */
export async function tune(
  plan: Plan,
  candidates: readonly Candidate[],
  options: TuningOptions,
): Promise<ModelSpec[]> {
  const kinds = [...new Set(candidates.map(({ name }) => name))];
  const ladders = kinds.map((kind) => ladderOf(candidates.filter(({ name }) => name === kind)));
  const levels = ladders.flatMap((ladder) => (ladder.isFlat ? [] : ladder.levels));
  const rates = await measureRates(plan, levels, options);
  return ladders.flatMap((ladder) => chosenOf(ladder, rates, options));
}

function ladderOf(candidates: readonly Candidate[]): Ladder {
  const most = highest(candidates);
  const bySlots = new Map<number, Candidate>();
  for (const candidate of candidates) {
    const rival = bySlots.get(slotsOf(candidate));
    if (!rival || candidate.predicted > rival.predicted) bySlots.set(slotsOf(candidate), candidate);
  }
  const levels = [...bySlots.values()]
    .filter(({ predicted }) => predicted >= most * LEAST_PROMISE)
    .sort((a, b) => slotsOf(a) - slotsOf(b));
  const least = Math.min(...levels.map(({ predicted }) => predicted));
  return { levels, isFlat: least * (1 + TIE_BAND) >= most };
}

/** Tasks per second by model; without those that failed. */
async function measureRates(
  plan: Plan,
  levels: readonly Candidate[],
  { tasks, budgetMs, signal, onStart }: TuningOptions,
): Promise<ReadonlyMap<string, number>> {
  if (levels.length === 0) return new Map();
  onStart(levels.map(formatModel));
  const cells = levels.map((level) => cellOf(workloadOf(plan), level, tasks));
  const settings = once(plan.settings, { maxRounds: ROUNDS, budgetMs });
  const record = await runPlan({ ...plan, cells, settings }, { ...(signal && { signal }) });
  return new Map(
    record.cells
      .filter(({ error }) => error === null)
      .map((cell): [string, number] => [cell.model, 1000 / msPerTask(cell)])
      .filter(([, rate]) => rate > 0),
  );
}

function chosenOf(
  { levels, isFlat }: Ladder,
  rates: ReadonlyMap<string, number>,
  { tasks, taskMs }: TuningOptions,
): ModelSpec[] {
  const [first] = levels;
  if (!first) return [];
  if (isFlat) return withReserve(first, levels);
  const measured = levels.flatMap((level): (MeasuredLevel & { level: ModelSpec })[] => {
    const tasksPerSecond = rates.get(formatModel(level));
    return tasksPerSecond === undefined
      ? []
      : [{ level, concurrency: slotsOf(level), tasksPerSecond }];
  });
  const [fastest] = measured.toSorted((a, b) => b.tasksPerSecond - a.tasksPerSecond);
  if (!fastest) return [first];
  const one = { concurrency: 1, tasksPerSecond: 1000 / taskMs };
  const enough = enoughConcurrency(usefulLevels(levels, tasks), [one, ...measured]);
  const known = measured.find(({ concurrency }) => concurrency === enough)?.level;
  const spec = known ?? { ...first, concurrency: enough };
  return slotsOf(spec) === fastest.concurrency ? [spec] : [spec, fastest.level];
}

/**
 * Where the law gives more at once nothing, twice as many still fill the gaps between a task's end and
 * the next one's start; whether that shows is for the confirmation to say.
 */
function withReserve(first: Candidate, levels: readonly Candidate[]): ModelSpec[] {
  const isOneLoop = first.workers === 1;
  const reserve = levels.find((level) => slotsOf(level) >= 2 * slotsOf(first));
  return isOneLoop && reserve ? [first, reserve] : [first];
}

/** On one loop any number that saves a batch a turn; with several workers the levels themselves. */
function usefulLevels(levels: readonly Candidate[], tasks: number): number[] {
  const slots = levels.map(slotsOf);
  if (levels.some(({ workers }) => workers > 1)) return slots;
  const most = Math.max(...slots);
  const all = Array.from({ length: tasks }, (_, turns) => Math.ceil(tasks / (turns + 1)));
  return [...new Set(all)].filter((n) => n > 1 && n <= most);
}

function slotsOf({ workers, concurrency }: ModelSpec): number {
  return workers * concurrency;
}
