import { createHash } from 'node:crypto';
import type { Shard } from '../record/run-record.js';
import type { PlannedCell, PlannedWorkload } from './plan.js';
import type { Problems } from './problems.js';

/** Which part is asked for. */
export type ShardChoice = Pick<Shard, 'index' | 'count'>;

/** Parts are planned apart, and must not draw their inputs from different seeds. */
export const SHARD_SEED = 1;

/**
 * The workloads that this part of the plan measures; all of them without a shard. Workloads go round
 * by name: those that differ in their parameters only, the steps of a sweep, stay together, because
 * they are compared.
 */
export function workloadsOfShard(
  workloads: readonly PlannedWorkload[],
  shard: ShardChoice | undefined,
  problems: Problems,
): PlannedWorkload[] {
  if (shard === undefined) return [...workloads];
  const names = [...new Set(workloads.map(({ name }) => name))];
  const { index, count } = shard;
  if (index > count)
    problems.add(`shard ${index}/${count}: the first number goes from 1 to ${count}`);
  else if (count > names.length && names.length > 0) {
    problems.add(
      `shard ${index}/${count}: a shard measures whole workloads, and there are only ` +
        `${names.length} (${names.join(', ')}): use ${names.length} shards at most`,
    );
  }
  const mine = new Set(names.filter((_, position) => position % count === index - 1));
  return workloads.filter(({ name }) => mine.has(name));
}

/** @param cells of all parts */
export function planFingerprint(cells: readonly PlannedCell[]): string {
  const parts = cells.map(({ id, tasks, workload }) => [id, tasks, workload.params]);
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
