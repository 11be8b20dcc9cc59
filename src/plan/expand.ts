/** Suite or workloads, with options -> Plan: names resolved, parameters checked, cells counted. */
import { ModelError } from '../executors/model-spec.js';
import type { RunSuite } from '../record/run-record.js';
import type { Params } from '../workload/define-workload.js';
import { describeWorkload } from '../workload/describe.js';
import type { DescribedWorkload } from '../workload/describe.js';
import { WorkloadError } from '../workload/load.js';
import { builtInSuites, loadSuite } from './catalog.js';
import { rungsOf } from './ladder.js';
import { formatModelSetting, parseModelSetting } from './model-setting.js';
import type { ModelSetting } from './model-setting.js';
import { checkParams, parseParams } from './params.js';
import type { Plan, PlannedCell, PlannedWorkload } from './plan.js';
import { Problems } from './problems.js';
import { settingsFor } from './settings.js';
import type { SettingsOptions } from './settings.js';
import { loadFor } from './load.js';
import { planFingerprint, SHARD_SEED, workloadsOfShard } from './shard.js';
import type { ShardChoice } from './shard.js';
import type { Suite, SuiteLoad } from './suite.js';

export { PlanError } from './problems.js';

export interface PlanOptions extends SettingsOptions {
  /** Instead of the suite's. */
  models?: readonly string[];
  /** Tasks in a batch, instead of the suite's. */
  tasks?: number;
  /** Each `name=value`; goes to every workload that has the parameter. */
  params?: readonly string[];
  /** Instead of the suite's. */
  load?: SuiteLoad;
  /** Default: random; for a shard 1, so that all shards have the same. */
  seed?: number;
  /** Only this part of the workloads. */
  shard?: ShardChoice;
}

const DEFAULT_TASKS = 20;
const DEFAULT_SUITE = 'tradeoff';
const SEEDS = 2 ** 32;

/**
 * @throws {PlanError} naming everything that is wrong: workloads, models, parameters, settings.
 */
export async function expandSuite(suite: Suite, options: PlanOptions = {}): Promise<Plan> {
  const problems = new Problems();
  const described = await describeAll(suite, problems);
  const overrides = parseParams(
    options.params ?? [],
    described.map(({ workload }) => workload),
    problems,
  );
  const planned = described.flatMap(({ workload, params, models }) => {
    const given = { ...params, ...overrides(workload) };
    return stopsOf(suite, given, options.tasks, problems).map(({ swept, tasks }) => {
      const shown = Object.keys({ ...params, ...swept });
      return {
        workload: planWorkload(workload, { ...given, ...swept }, shown, problems),
        models: resolveModels(options.models ?? models ?? suite.models, problems),
        tasks: checkTasks(tasks, problems),
      };
    });
  });
  const stops = distinct(planned, ({ workload }) => workload.key);
  const workloads = stops.map(({ workload }) => workload);
  const mine = new Set(workloadsOfShard(workloads, options.shard, problems));
  const all = stops.flatMap(({ workload, models, tasks }) =>
    models.map((model) => planCell(workload, model, tasks)),
  );
  const cells = all.filter(({ workload }) => mine.has(workload));
  const settings = settingsFor(options, cells.length, problems);
  const { shard } = options;
  const seed = checkSeed(options.seed ?? (shard ? SHARD_SEED : randomSeed()), problems);
  const tasks = Math.max(...cells.map((cell) => cell.tasks));
  const load = loadFor(options.load ?? suite.load, { tasks, ...settings }, problems);
  problems.throwIfAny();
  const parts = {
    ...(load && { load }),
    ...(shard && { shard: { ...shard, plan: planFingerprint(all) } }),
  };
  return { suite: runSuiteOf(suite, options), cells, settings, seed, ...parts };
}

/** A plan for workloads that the user names, by name or file, under the models of the default suite. */
export async function planFor(
  workloads: readonly string[],
  options: PlanOptions = {},
): Promise<Plan> {
  const builtIn = builtInSuites().find(({ name }) => name === DEFAULT_SUITE);
  if (!builtIn) throw new Error(`the package lacks its suite '${DEFAULT_SUITE}'`);
  const suite = await loadSuite(builtIn);
  const [name, description] = [workloads.join(' '), 'workloads of your choice'];
  return expandSuite({ ...suite, name, description, workloads: [...workloads] }, options);
}

interface DescribedItem {
  workload: DescribedWorkload;
  params: Params;
  /** Of its own, instead of the suite's. */
  models: readonly string[] | undefined;
}

async function describeAll(suite: Suite, problems: Problems): Promise<DescribedItem[]> {
  const described: DescribedItem[] = [];
  for (const item of suite.workloads) {
    const { name, params, models } =
      typeof item === 'string' ? { name: item, params: {}, models: undefined } : item;
    try {
      described.push({ workload: await describeWorkload(name), params, models });
    } catch (error) {
      if (!(error instanceof WorkloadError)) throw error;
      problems.add(error.message);
    }
  }
  return described;
}

/** What is measured at each value of the swept parameter; one stop without a sweep. */
function stopsOf(
  { sweep, tasks = DEFAULT_TASKS }: Suite,
  given: Params,
  givenTasks: number | undefined,
  problems: Problems,
): { swept: Params; tasks: number }[] {
  if (!sweep) return [{ swept: {}, tasks: givenTasks ?? tasks }];
  const { param, values } = sweep;
  if (param in given) {
    problems.add(`--param ${param}: the suite measures it at ${values.join(', ')}`);
  }
  return values.map((value, index) => ({
    swept: { [param]: value },
    tasks: givenTasks ?? sweep.tasks?.[index] ?? tasks,
  }));
}

/** @param shown parameters that the key names even at their default. */
function planWorkload(
  workload: DescribedWorkload,
  given: Params,
  shown: readonly string[],
  problems: Problems,
): PlannedWorkload {
  checkParams(workload, given, problems);
  const { name, nature, description, hasSetup, moduleUrl } = workload;
  const params = { ...workload.params, ...given };
  const telling = Object.entries(params).filter(
    ([param, value]) => shown.includes(param) || value !== workload.params[param],
  );
  const list = telling.map(([param, value]) => `${param}=${value}`).join(',');
  const key = list === '' ? name : `${name}(${list})`;
  return { key, name, description, nature, params, moduleUrl, hasSetup };
}

function resolveModels(texts: readonly string[], problems: Problems): ModelSetting[] {
  if (texts.length === 0) problems.add('models: expected at least one');
  const rungs = texts.flatMap((text) => rungsOf(text));
  const models = rungs.flatMap((text) => {
    try {
      return [parseModelSetting(text)];
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      problems.add(error.message);
      return [];
    }
  });
  return distinct(models, formatModelSetting);
}

/** @param tasks in a batch. */
export function planCell(
  workload: PlannedWorkload,
  setting: ModelSetting,
  tasks: number,
): PlannedCell {
  const model = formatModelSetting(setting);
  const { workers, concurrency } = setting.spec;
  return { id: `${workload.key}/${model}`, workload, model, workers, concurrency, tasks };
}

function runSuiteOf({ name, description, picture, sweep }: Suite, options: PlanOptions): RunSuite {
  const { models, tasks, params, load, processes, rounds, precision, budgetMs } = options;
  const given = {
    ...(models && { models: [...models] }),
    ...(tasks !== undefined && { tasks }),
    ...(params && { params: [...params] }),
    ...(load && { rate: load.rate }),
    ...(processes !== undefined && { processes }),
    ...(rounds !== undefined && { rounds }),
    ...(precision !== undefined && { precision }),
    ...(budgetMs !== undefined && { budgetMs }),
  };
  const sweptParam = sweep?.param ?? null;
  const isAsked = Object.keys(given).length > 0;
  return { name, description, picture, sweptParam, ...(isAsked && { given }) };
}

function checkTasks(tasks: number, problems: Problems): number {
  if (!Number.isInteger(tasks) || tasks < 1) {
    problems.add(`tasks: expected a whole number of at least 1, received ${tasks}`);
  }
  return tasks;
}

function randomSeed(): number {
  return Math.floor(Math.random() * SEEDS);
}

function checkSeed(seed: number, problems: Problems): number {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    problems.add(`seed: expected a whole number of at least 0, received ${seed}`);
  }
  return seed;
}

/** On two CPUs `worker-pool:cpus` and `worker-pool:2` are one model; it is measured once. */
function distinct<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
