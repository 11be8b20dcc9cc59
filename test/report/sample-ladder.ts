/** A run of a scaling suite: more and more tasks in flight. */
import type { RunRecord } from '../../src/record/run-record.js';
import type { Judgement } from '../../src/verdict/verdict.js';
import { tradeoff } from './sample-figures.js';
import { estimate, run } from './sample-run.js';

const levels = [1, 2, 4, 8, 16];
const steps = [
  ...levels.map((level) => ({ model: `async-pool:${level}`, workers: 1, concurrency: level })),
  ...levels.map((level) => ({ model: `worker-pool:${level}`, workers: level, concurrency: 1 })),
];

/** `sleep` gains with every task in flight, `sha256` with every loop up to two CPUs. */
export function scalingRun(): { record: RunRecord; judgement: Judgement } {
  const figures = tradeoff.filter(({ key }) => ['sleep', 'sha256'].includes(key));
  const { record, judgement } = run('scaling', figures);
  record.suite.picture = 'scaling';
  record.cells = record.cells.flatMap((cell) => {
    if (cell.model === 'event-loop') return [cell];
    if (cell.model !== 'async-pool:20') return [];
    return steps.map((step) => ({ ...cell, ...step, id: `${cell.workload.key}/${step.model}` }));
  });
  for (const workload of judgement.workloads) {
    workload.cells = workload.cells.flatMap((cell) => {
      if (cell.model === 'event-loop') return [cell];
      if (cell.model !== 'async-pool:20' || !cell.numbers) return [];
      const { numbers } = cell;
      return steps.map(({ model, workers, concurrency }) => {
        const limit = workload.key === 'sleep' ? workers * concurrency : Math.min(workers, 2);
        const bound = { ...estimate(limit), limitedBy: 'loop' as const };
        const speedUp = estimate(limit * 0.93);
        return {
          ...cell,
          id: `${workload.key}/${model}`,
          model,
          numbers: { ...numbers, speedUp, bound },
        };
      });
    });
  }
  return { record, judgement };
}
