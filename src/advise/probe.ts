/** What is measured before anything is predicted: the task alone, and what handing over costs. */
import { formatModel, type ModelName, type ModelSpec } from '../executors/model-spec.js';
import { planCell, planFor } from '../plan/expand.js';
import type { Plan, PlannedCell, PlannedWorkload } from '../plan/plan.js';
import type { Cell, RunRecord, RunSettings } from '../record/run-record.js';
import { runPlan } from '../run-plan.js';
import { median } from '../statistics/quantile.js';
import { loneTask } from '../verdict/law.js';
import type { LoneWork } from '../verdict/prediction.js';

/** Long enough a batch that its ends do not show in the cost of a task. */
const EMPTY_TASKS = 20;
const EMPTY_WORKLOAD = 'noop';

const alone: ModelSpec = { name: 'event-loop', workers: 1, concurrency: 1 };

/** How long a look may take, and what may end it. */
export interface Look {
  budgetMs: number;
  signal?: AbortSignal | undefined;
}

/** Measures one task at a time, for as long as the look may take. */
export function measureAlone(plan: Plan, { budgetMs, signal }: Look): Promise<RunRecord> {
  const workload = workloadOf(plan);
  const settings = once(plan.settings, { maxRounds: 100, budgetMs });
  const cells = [cellOf(workload, alone, 1)];
  return runPlan({ ...plan, cells, settings }, { ...(signal && { signal }) });
}

/** Null where nothing was measured. */
export function loneWorkOf({ cells: [cell], seed }: RunRecord): LoneWork | null {
  const task = cell && !cell.error ? loneTask(cell, seed) : null;
  if (!cell || !task) return null;
  return {
    taskMs: msPerTask(cell),
    loopShare: task.loopShare.value,
    cpuShare: task.cpuShare.value,
  };
}

/** Wall time that an empty task takes, by kind of model; kinds that cannot be opened are missing. */
export async function measureDispatch(
  models: readonly ModelSpec[],
  seed: number,
  { budgetMs, signal }: Look,
): Promise<ReadonlyMap<ModelName, number>> {
  if (models.length === 0) return new Map();
  const plan = await planFor([EMPTY_WORKLOAD], { models: models.map(formatModel), seed });
  const settings = once(plan.settings, { maxRounds: 8, budgetMs });
  const cells = models.map((model) => cellOf(workloadOf(plan), model, EMPTY_TASKS));
  const record = await runPlan({ ...plan, cells, settings }, { ...(signal && { signal }) });
  const costs = record.cells.map((cell, i): [ModelName, number] => [
    models[i]?.name ?? 'event-loop',
    msPerTask(cell),
  ]);
  return new Map(costs.filter(([, cost]) => cost > 0));
}

/** @param tasks in a batch. */
export function cellOf(workload: PlannedWorkload, spec: ModelSpec, tasks: number): PlannedCell {
  return planCell(workload, { spec, chunkSize: 'auto' }, tasks);
}

export function workloadOf({ cells: [cell] }: Plan): PlannedWorkload {
  if (!cell) throw new Error('a plan without cells names no workload');
  return cell.workload;
}

/** A look rather than a measurement: one process a cell, as many rounds as its time allows. */
export function once(
  settings: RunSettings,
  { maxRounds, budgetMs }: Pick<RunSettings, 'maxRounds' | 'budgetMs'>,
): RunSettings {
  const rounds = { minRounds: 1, maxRounds };
  return { ...settings, processes: 1, minProcesses: 1, ...rounds, budgetMs };
}

/** NaN without a sample. */
export function msPerTask({ processes, tasks }: Cell): number {
  return median(processes.flatMap(({ samples }) => samples.map(({ wallMs }) => wallMs))) / tasks;
}
