/**
 * The shortest way to a verdict for one workload.
 *
 *     task alone ─▶ L, U ─▶ predict each model ─▶ tune the promising ones ─▶ confirm the best
 *     (a second)            (law, dispatch cost)   (few levels, a fitted law)  beside event-loop
 *
 * Only what is confirmed is judged: it is a run like any other, with its record. What comes before
 * decides which models are in it, and nothing else.
 */
import {
  formatModel,
  parseModel,
  type ModelName,
  type ModelSpec,
} from '../executors/model-spec.js';
import { planFor, type PlanOptions } from '../plan/expand.js';
import type { Plan } from '../plan/plan.js';
import type { RunRecord, RunSettings } from '../record/run-record.js';
import { runPlan, type RunEvent } from '../run-plan.js';
import type { LoneWork, Machine } from '../verdict/prediction.js';
import { batchSize } from './batch-size.js';
import {
  candidatesFor,
  predicted,
  promising,
  worthConfirming,
  type Candidate,
} from './candidates.js';
import { cellOf, loneWorkOf, measureAlone, measureDispatch, workloadOf } from './probe.js';
import { tune } from './tune.js';

export type AdviseOptions = Pick<
  PlanOptions,
  'models' | 'tasks' | 'params' | 'seed' | 'timeLimitMs' | 'budgetMs'
> & {
  signal?: AbortSignal;
  onEvent?: (event: AdviseEvent) => void;
};

export type AdviseEvent =
  | { kind: 'looking'; at: string }
  | { kind: 'alone'; work: LoneWork }
  | { kind: 'confirming'; models: readonly string[]; tasks: number }
  /** Of the confirming run. */
  | { kind: 'run'; event: RunEvent };

export interface Advice {
  /** The confirming run; where the task alone failed, the run of that. */
  record: RunRecord;
  /** What was expected of each model in it, as a speed-up over the event loop. */
  predictions: ReadonlyMap<string, number>;
}

/** Within which an answer comes, unless fewest samples of long tasks take longer. */
export const DEFAULT_BUDGET_MS = 15_000;
/** Shares of the budget; what they leave is for the confirming run. */
const SHARES = { alone: 0.08, dispatch: 0.08, tuning: 0.25, aroundIt: 0.1, leastConfirming: 0.25 };
const MOST_CONFIRMED = 3;
/** As many as there is time for: two or three leave an interval far wider than what they measured. */
const MOST_PROCESSES = 8;

/**
 * @throws {ModelError} if a candidate is malformed.
 * @throws {PlanError} if the workload cannot be loaded, or an option is wrong.
 */
export async function advise(target: string, options: AdviseOptions): Promise<Advice> {
  const startMs = performance.now();
  const { signal, onEvent = () => undefined, budgetMs = DEFAULT_BUDGET_MS } = options;
  const given = options.models?.map((model) => parseModel(model)).filter(isNoBaseline);
  const plan = await planFor([target], options);
  onEvent({ kind: 'looking', at: 'one task alone' });
  const alone = await measureAlone(plan, { budgetMs: budgetMs * SHARES.alone, signal });
  const work = loneWorkOf(alone);
  if (!work || signal?.aborted) return { record: alone, predictions: new Map() };

  onEvent({ kind: 'alone', work });
  const tasks = options.tasks ?? batchSize(work, machineOf(alone));
  const finalists = await findFinalists({ plan, work, tasks, given, ...machineOf(alone) }, options);
  const confirmed = [baseline, ...finalists];
  const leftMs = budgetMs * (1 - SHARES.aroundIt) - (performance.now() - startMs);
  const confirmingMs = Math.max(budgetMs * SHARES.leastConfirming, leftMs);
  onEvent({ kind: 'confirming', models: confirmed.map(formatModel), tasks });
  const record = await runPlan(confirmingPlan(plan, confirmed, tasks, confirmingMs), {
    ...(signal && { signal }),
    onEvent: (event) => onEvent({ kind: 'run', event }),
  });
  const predictions = finalists.map((one): [string, number] => [formatModel(one), one.predicted]);
  return { record, predictions: new Map(predictions) };
}

interface Question extends Machine {
  plan: Plan;
  work: LoneWork;
  tasks: number;
  /** The candidates, where they were named. */
  given: ModelSpec[] | undefined;
}

/** The models to confirm, with their predictions. */
async function findFinalists(
  { plan, work, tasks, given, ...machine }: Question,
  { signal, onEvent = () => undefined, budgetMs = DEFAULT_BUDGET_MS }: AdviseOptions,
): Promise<Candidate[]> {
  const dispatchMs = await measureDispatch(
    firstOfEachKind(given ?? defaultKinds(machine)),
    plan.seed,
    { budgetMs: budgetMs * SHARES.dispatch, signal },
  );
  const circumstances = { work, tasks, machine, dispatchMs };
  if (given) return byPromise(predicted(given, circumstances)).slice(0, MOST_CONFIRMED);
  const specs = await tune(plan, promising(candidatesFor(circumstances)), {
    tasks,
    work,
    budgetMs: budgetMs * SHARES.tuning,
    signal,
    onStart: (levels) => onEvent({ kind: 'looking', at: levels.join(', ') }),
  });
  return worthConfirming(predicted(specs, circumstances)).slice(0, MOST_CONFIRMED);
}

const baseline: ModelSpec = { name: 'event-loop', workers: 1, concurrency: 1 };

function isNoBaseline({ name }: ModelSpec): boolean {
  return name !== baseline.name;
}

function machineOf({ environment }: RunRecord): Machine {
  return { cpus: environment.cpus, uvThreads: environment.uvThreadpoolSize };
}

/** Processes promise more than threads only where libuv's threads are fewer than the CPUs. */
function defaultKinds({ cpus, uvThreads }: Machine): ModelSpec[] {
  const kinds: ModelName[] = ['async-pool', 'worker-pool'];
  if (cpus > uvThreads) kinds.push('process-pool');
  return kinds.map((name) => parseModel(name));
}

function firstOfEachKind(specs: readonly ModelSpec[]): ModelSpec[] {
  const kinds = new Map(specs.toReversed().map((spec) => [spec.name, spec]));
  return [...kinds.values()];
}

function byPromise(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted((a, b) => b.predicted - a.predicted);
}

function confirmingPlan(
  plan: Plan,
  models: readonly ModelSpec[],
  tasks: number,
  budgetMs: number,
): Plan {
  const cells = models.map((model) => cellOf(workloadOf(plan), model, tasks));
  const settings: RunSettings = {
    ...plan.settings,
    processes: MOST_PROCESSES,
    minProcesses: 2,
    minRounds: 1,
    budgetMs,
  };
  return { ...plan, cells, settings };
}
