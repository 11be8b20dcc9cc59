/** Finds the concurrency of each kind of model that is enough, by measuring a few and fitting a law. */
import { formatModel, type ModelSpec } from '../executors/model-spec.js';
import type { Plan } from '../plan/plan.js';
import { runPlan } from '../run-plan.js';
import type { LoneWork } from '../verdict/prediction.js';
import type { Candidate } from './candidates.js';
import { chosenOf, laddersOf } from './ladder.js';
import { cellOf, msPerTask, once, workloadOf, type Look } from './probe.js';

const ROUNDS = 2;

export interface TuningOptions extends Look {
  tasks: number;
  work: LoneWork;
  /** Called before anything is measured, with the models. */
  onStart: (models: readonly string[]) => void;
}

/** The models worth confirming: first the best of each kind, then what might be better still. */
export async function tune(
  plan: Plan,
  candidates: readonly Candidate[],
  options: TuningOptions,
): Promise<ModelSpec[]> {
  const { work, tasks } = options;
  const ladders = laddersOf(candidates, work);
  const levels = ladders.flatMap((ladder) => (ladder.isOpen ? ladder.levels : []));
  const rates = await measureRates(plan, levels, options);
  const chosen = ladders.map((ladder) => chosenOf(ladder, rates, tasks, 1000 / work.taskMs));
  const most = Math.max(...chosen.map(({ length }) => length));
  return Array.from({ length: most }, (_, rank) =>
    chosen.flatMap((specs) => specs.slice(rank, rank + 1)),
  ).flat();
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
