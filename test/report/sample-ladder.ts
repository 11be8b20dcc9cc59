/** A run of a scaling suite: more and more tasks in flight, more and more workers. */
import type { RunRecord } from '../../src/record/run-record.js';
import { judge } from '../../src/verdict/judge.js';
import type { Judgement } from '../../src/verdict/verdict.js';
import { buildRecord } from '../verdict/build-record.js';

const levels = [1, 2, 4, 8, 16];

/** `sleep` gains with every task in flight, `sha256` with every loop up to two CPUs. */
export function scalingRun(): { record: RunRecord; judgement: Judgement } {
  const record = buildRecord({
    picture: 'scaling',
    workloads: [
      { name: 'sleep', claim: 'io', loopShare: 0.01, cpuShare: 0.01, models: ladder((n) => n) },
      {
        name: 'sha256',
        claim: 'cpu',
        loopShare: 1,
        cpuShare: 1,
        models: ladder((n, pool) => (pool === 'worker-pool' ? Math.min(n, 2) : 1)),
      },
    ],
  });
  return { record, judgement: judge(record) };
}

/** A little is lost with every further one, as by the universal scalability law. */
function ladder(ideal: (n: number, pool: string) => number): Record<string, number> {
  const models = ['async-pool', 'worker-pool'].flatMap((pool) =>
    levels.map((n) => [`${pool}:${n}`, ideal(n, pool) / (1 + 0.01 * (n - 1))] as const),
  );
  return { 'event-loop': 1, ...Object.fromEntries(models) };
}
