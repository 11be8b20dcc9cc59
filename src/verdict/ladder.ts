import type { Cell } from '../record/run-record.js';
import type { Contender } from './decision.js';
import { modelKind } from './ranking.js';

/** One kind of pool, measured at several sizes. */
export interface Ladder {
  /** What its models have in common: `async-pool:n`, `worker-pool:k`, `worker-pool:kx10`. */
  pool: string;
  /** By ascending size, no two of the same. */
  rungs: Contender[];
}

/** The ladders among the cells of one workload; a pool of one size is none. */
export function laddersOf(contenders: readonly Contender[]): Ladder[] {
  const inPools = contenders.filter(({ cell }) => cell.model !== 'event-loop');
  const pools = [...new Set(inPools.map(({ cell }) => poolOf(cell)))];
  return pools
    .map((pool) => ({
      pool,
      rungs: inPools
        .filter(({ cell }) => poolOf(cell) === pool)
        .sort((a, b) => sizeOf(a.cell) - sizeOf(b.cell)),
    }))
    .filter(({ rungs }) => rungs.length > 1);
}

/** What the models of a ladder differ in: workers, or tasks in flight on the one loop of an async pool. */
export function sizeOf({ model, workers, concurrency }: Cell): number {
  return modelKind(model) === 'async-pool' ? concurrency : workers;
}

function poolOf({ model, concurrency }: Cell): string {
  const kind = modelKind(model);
  const [, setting] = model.split(' ', 2);
  const size = kind === 'async-pool' ? 'n' : concurrency > 1 ? `kx${concurrency}` : 'k';
  return setting === undefined ? `${kind}:${size}` : `${kind}:${size} ${setting}`;
}
