/**
 * Takes samples of a batch with tinybench: one iteration a turn, always asynchronous, and the
 * makespan of the batch in place of tinybench's own time, which knows nothing of inner repetitions.
 */
import { Bench } from 'tinybench';
import { clockResolutionNs } from './clock.js';

const LEAST_SAMPLE_MS = 10;
const LEAST_RESOLUTIONS = 1_000;
/** So that a batch of nothing at all does not pile up a million spans. */
const MOST_REPETITIONS = 10_000;

export interface Sampler {
  /** Runs the batch once, outside all samples; resolves with its wall time in ms. */
  warmUp(): Promise<number>;
  /** Runs the batch `repetitions` times; resolves with their mean wall time in ms. */
  sample(repetitions: number): Promise<number>;
}

/** @param runBatch resolves with the batch's wall time in ms; what it throws, the sampler throws. */
export function createSampler(runBatch: () => Promise<number>): Sampler {
  let repetitions = 1;
  let wallMs = 0;
  const bench = new Bench({
    iterations: 1,
    time: 0,
    warmupIterations: 1,
    warmupTime: 0,
    throws: true,
  });
  const repeatBatch = async () => {
    let totalMs = 0;
    for (let repetition = 0; repetition < repetitions; repetition += 1) totalMs += await runBatch();
    wallMs = totalMs / repetitions;
    return { overriddenDuration: wallMs, overriddenIterationCost: totalMs };
  };
  // Without `async` tinybench would call the function once just to see what it returns.
  const task = bench.add('batch', repeatBatch, { async: true }).getTask('batch');
  if (!task) throw new Error('tinybench lost the task it was given');

  return {
    async warmUp() {
      repetitions = 1;
      task.reset();
      await task.warmup();
      return wallMs;
    },
    async sample(count) {
      repetitions = count;
      task.reset();
      await task.run();
      const { result } = task;
      if (result.state !== 'completed') throw new Error(`tinybench ended as '${result.state}'`);
      return result.latency.mean;
    },
  };
}

/** How often a batch is repeated in a sample so that the timer's resolution and noise do not show. */
export function repetitionsFor(batchMs: number, resolutionNs = clockResolutionNs()): number {
  const leastMs = Math.max(LEAST_SAMPLE_MS, (LEAST_RESOLUTIONS * resolutionNs) / 1e6);
  return Math.min(MOST_REPETITIONS, Math.max(1, Math.ceil(leastMs / batchMs)));
}
