/** What `run` is to measure: a suite by name, or workloads by name or file. */
import { existsSync } from 'node:fs';
import { closestName } from '../executors/closest-name.js';
import { builtInSuites, loadSuite } from '../plan/catalog.js';
import { expandSuite, planFor } from '../plan/expand.js';
import type { PlanOptions } from '../plan/expand.js';
import type { Plan } from '../plan/plan.js';
import { builtInWorkloads } from '../workload/catalog.js';
import { CliError } from './cli-error.js';

const defaultTarget = 'tradeoff';

/**
 * @param targets one suite, or workloads; none stand for the default suite.
 * @throws {CliError} if a target is neither a suite, a workload nor a file.
 * @throws {PlanError} if the plan is impossible in any other way.
 */
export async function planTargets(targets: readonly string[], options: PlanOptions): Promise<Plan> {
  const suites = builtInSuites();
  const names = [...suites, ...builtInWorkloads()].map(({ name }) => name);
  const wanted = targets.length === 0 ? [defaultTarget] : targets;
  for (const target of wanted) {
    if (!names.includes(target) && !isFile(target)) throw unknownTarget(target, names);
  }
  const suite = suites.find(({ name }) => name === wanted[0]);
  return suite ? expandSuite(await loadSuite(suite), options) : planFor(wanted, options);
}

/** Splits targets into those of one run each: every suite by itself, the workloads together. */
export function splitIntoRuns(targets: readonly string[]): string[][] {
  const suites = builtInSuites().map(({ name }) => name);
  const named = targets.filter((target) => suites.includes(target));
  const workloads = targets.filter((target) => !suites.includes(target));
  const ofSuites = [...new Set(named)].map((suite) => [suite]);
  return workloads.length > 0 || targets.length === 0 ? [...ofSuites, workloads] : ofSuites;
}

/** @throws {CliError} if the target is neither a workload nor a file, which a suite is not. */
export function assertWorkload(target: string): void {
  const names = builtInWorkloads().map(({ name }) => name);
  if (names.includes(target) || isFile(target)) return;
  if (!builtInSuites().some(({ name }) => name === target))
    throw unknownTarget(target, names, 'advise');
  throw new CliError(`'${target}' is a suite, not one workload`, 'BAD_TARGETS', [
    `loop-or-pool run ${target}`,
    `one of ${names.join(', ')}, or the path of a workload file`,
  ]);
}

/** What looks like a path is taken as one, so that the loader can say what is wrong with it. */
function isFile(target: string): boolean {
  return /[/\\]|\.[cm]?[jt]sx?$/.test(target) || existsSync(target);
}

function unknownTarget(target: string, names: readonly string[], command = 'run'): CliError {
  const near = closestName(target, names);
  return new CliError(`unknown suite or workload '${target}'`, 'UNKNOWN_TARGET', [
    ...(near === undefined ? [] : [`loop-or-pool ${command} ${near}`]),
    `one of ${names.join(', ')}, or the path of a workload file`,
  ]);
}
