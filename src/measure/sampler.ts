/**
 * Takes samples of a batch with tinybench: one iteration a turn, always asynchronous, and the
 * makespan of the batch in place of tinybench's own time, which knows nothing of inner repetitions.
 */
import { Bench } from 'tinybench';
import { clockResolutionNs } from './clock.js';

const LEAST_SAMPLE_MS = 10;
const LEAST_RESOLUTIONS = 1_000;
/** So that a batch of nothing at all does not pile up a million times. */
const MOST_REPETITIONS = 10_000;

export interface TimedSample {
  /** Mean of the repetitions. */
  wallMs: number;
  repetitions: number;
}

export interface Sampler {
  /** Runs the batch outside all samples; resolves with its wall time in ms. */
  warmUp(): Promise<number>;
  /**
   * @param batchMs how long the batch is likely to take; it sets how often it is repeated.
   * @param wantedMs how long the sample should be at least; no shorter than the timer asks for.
   */
  sample(batchMs: number, wantedMs?: number): Promise<TimedSample>;
}

/**
 * @param runBatch resolves with the batch's wall time in ms; what it throws, the sampler throws.
 * @param timerMs how long a sample has to be so that the timer's resolution and noise do not show.
 */
export function createSampler(
  runBatch: () => Promise<number>,
  timerMs = leastSampleMs(clockResolutionNs()),
): Sampler {
  let planned = 1;
  let leastMs = timerMs;
  let last: TimedSample = { wallMs: 0, repetitions: 0 };
  const bench = new Bench({
    iterations: 1,
    time: 0,
    warmupIterations: 1,
    warmupTime: 0,
    throws: true,
  });
  const repeatBatch = async () => {
    let totalMs = 0;
    let repetitions = 0;
    // Half of the least length is left only if the batch was expected to take twice as long.
    while (repetitions < planned || (totalMs < leastMs / 2 && repetitions < MOST_REPETITIONS)) {
      totalMs += await runBatch();
      repetitions += 1;
    }
    last = { wallMs: totalMs / repetitions, repetitions };
    return { overriddenDuration: last.wallMs, overriddenIterationCost: totalMs };
  };
  // Without `async` tinybench would call the function once just to see what it returns.
  const task = bench.add('batch', repeatBatch, { async: true }).getTask('batch');
  if (!task) throw new Error('tinybench lost the task it was given');

  return {
    async warmUp() {
      planned = 1;
      task.reset();
      await task.warmup();
      return last.wallMs;
    },
    async sample(batchMs, wantedMs = 0) {
      leastMs = Math.max(timerMs, wantedMs);
      planned = Math.min(MOST_REPETITIONS, Math.max(1, Math.ceil(leastMs / batchMs)));
      task.reset();
      await task.run();
      const { result } = task;
      if (result.state !== 'completed') throw new Error(`tinybench ended as '${result.state}'`);
      return { wallMs: result.latency.mean, repetitions: last.repetitions };
    },
  };
}

export function leastSampleMs(resolutionNs: number): number {
  return Math.max(LEAST_SAMPLE_MS, (LEAST_RESOLUTIONS * resolutionNs) / 1e6);
}
