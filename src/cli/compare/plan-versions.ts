/** What is measured in each version: the same targets, from the files of each. */
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Pair } from '../../measure/pair-schedule.js';
import { builtInSuites } from '../../plan/catalog.js';
import { PlanError } from '../../plan/expand.js';
import type { PlanOptions } from '../../plan/expand.js';
import type { Plan } from '../../plan/plan.js';
import { CONFIRMING_LOOKS, FULL_LOOKS } from '../../statistics/looks.js';
import { builtInWorkloads } from '../../workload/catalog.js';
import { withOwnWorkload } from '../../compare/own-package.js';
import { planTargets } from '../targets.js';

export interface PlannedVersions {
  plans: Pair<Plan>;
  /** Targets of base that cannot be measured, each with the reason. */
  problems: string[];
}

/**
 * Plans each target for both versions. One that only one of them has is planned for that one.
 *
 * @param folders of the project in each version
 * @param cellIds only these; all if not given
 * @throws {PlanError} if head's cannot be planned
 * @throws {CliError} if neither has a target
 */
export async function planVersions(
  targets: readonly string[],
  folders: Pair<string>,
  options: PlanOptions,
  cellIds?: ReadonlySet<string>,
): Promise<PlannedVersions> {
  const seeded = { ...options, seed: options.seed ?? Math.floor(Math.random() * 2 ** 32) };
  const problems: string[] = [];
  const planned: { base: Plan[]; head: Plan[] } = { base: [], head: [] };
  for (const target of targets) {
    const { base, head } = placesOf(target, folders);
    if (base === null && head === null) await planTargets([target], seeded);
    if (head !== null) planned.head.push(await planTargets([head], seeded));
    if (base === null) continue;
    try {
      planned.base.push(await planTargets([base], seeded));
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      problems.push(`base: ${relative(folders.base, base)}: ${error.message.split('\n', 1)[0]}`);
    }
  }
  const [any] = [...planned.head, ...planned.base];
  if (any === undefined) throw new PlanError(problems);
  const side = (name: keyof Pair<unknown>) => {
    const plan = joined(any, planned[name]);
    const cells = plan.cells.filter(({ id }) => cellIds?.has(id) ?? true);
    return { ...plan, cells: cells.map((cell) => withOwnWorkload(cell, folders[name])) };
  };
  return { plans: { base: side('base'), head: side('head') }, problems };
}

/** Where a target lies in each version; null where it does not. A name is the same in both. */
function placesOf(target: string, { base, head }: Pair<string>): Pair<string | null> {
  if (isName(target)) return { base: target, head: target };
  const inHead = resolve(head, target);
  const inBase = resolve(base, relative(head, inHead));
  const ifThere = (file: string) => (existsSync(file) ? file : null);
  return { base: ifThere(inBase), head: ifThere(inHead) };
}

/** A suite or workload that comes with this package: both versions run the same code of it. */
export function isName(target: string): boolean {
  return [...builtInSuites(), ...builtInWorkloads()].some(({ name }) => name === target);
}

function joined(like: Plan, plans: readonly Plan[]): Plan {
  const cells = plans.flatMap((plan) => plan.cells);
  const settings = {
    ...like.settings,
    processes: FULL_LOOKS.at.at(-1) ?? 1,
    minProcesses: Math.min(...FULL_LOOKS.at, ...CONFIRMING_LOOKS.at),
  };
  const distinct = [...new Map(cells.map((cell) => [cell.id, cell])).values()];
  return { ...like, settings, cells: distinct };
}
