/** One cell inside its process: an open executor, its workload, and samples taken of their batches. */
import type { Executor } from '../executors/executor.js';
import { openExecutor } from '../executors/catalog.js';
import type { Sample, Span } from '../record/run-record.js';
import type { Params, Workload } from '../workload/define-workload.js';
import { loadWorkload } from '../workload/load.js';
import { WorkFailure } from '../workload/work-failure.js';
import { runBatch } from './batch.js';
import type { Batch } from './batch.js';
import type { CellRequests, OpenCell, SampledCell } from './cell-requests.js';
import { monotonicMs } from './clock.js';
import { startCpuClock } from './cpu-time.js';
import { observeSample } from './observe.js';
import type { Observer } from './observe.js';
import { hashOutputs } from './output-hash.js';
import { taskTimes } from './percentiles.js';
import { residentBytes } from './process-tree.js';
import { createSampler } from './sampler.js';
import { idleTask } from './timed-task.js';
import { isWarm } from './warm-up.js';

/** What is kept of a sample's batches: numbers of all, values only of one, for there may be thousands. */
interface SampledBatches {
  taskMs: number[];
  waitMs: number[];
  firstSpans: Span[] | undefined;
  lastOutputs: unknown[];
}

export class MeasuredCell {
  readonly #cell: OpenCell;
  readonly #executor: Executor;
  readonly #workload: Workload;
  readonly #sampler = createSampler(() => this.#runBatch());
  /** Shortest batch so far: the first ones, still cold, would call for too few repetitions. */
  #batchMs = Infinity;
  #observer: Observer | undefined;
  #warmUp: { startMs: number; readCpuMs: () => number; batchMs: number[] } | undefined;
  /** Of the sample that is taken now. */
  #batches: SampledBatches = { taskMs: [], waitMs: [], firstSpans: undefined, lastOutputs: [] };

  private constructor(cell: OpenCell, executor: Executor, workload: Workload) {
    this.#cell = cell;
    this.#executor = executor;
    this.#workload = workload;
  }

  /** Opens the executor and starts all its workers; the workload's module is loaded after that. */
  static async open(
    cell: OpenCell,
  ): Promise<{ cell: MeasuredCell; opened: CellRequests['opening']['reply'] }> {
    const startMs = monotonicMs();
    const executor = await openExecutor(cell.model).catch((error: unknown) => {
      throw WorkFailure.from('unavailable', error);
    });
    await executor.submit(idleTask).result();
    const startupMs = monotonicMs() - startMs;
    const wakeUps = Array.from({ length: cell.workers }, () => executor.submit(idleTask).result());
    await Promise.all(wakeUps);
    const idleRssBytes = residentBytes();
    const workload = await loadWorkload(cell.moduleUrl);
    return {
      cell: new MeasuredCell(cell, executor, workload),
      opened: { startupMs, idleRssBytes },
    };
  }

  /**
   * One step of the warm-up: first a task in every slot, then a full batch at a time.
   *
   * @param limitMs how long the steps may take altogether; the last one may take it beyond that.
   */
  async warmUp(limitMs: number): Promise<{ isWarm: boolean }> {
    const { tasks, workers, concurrency } = this.#cell;
    if (this.#warmUp) {
      this.#warmUp.batchMs.push(await this.#sampler.warmUp());
      this.#batchMs = Math.min(...this.#warmUp.batchMs);
    } else {
      this.#warmUp = { startMs: monotonicMs(), readCpuMs: startCpuClock(), batchMs: [] };
      const slots = Math.min(tasks, workers * concurrency);
      const { wallMs } = await this.#runTasks(slots);
      this.#batchMs = (wallMs * tasks) / slots;
    }
    const { startMs, readCpuMs, batchMs } = this.#warmUp;
    const progress = { batchMs, wallMs: monotonicMs() - startMs, cpuMs: readCpuMs() };
    return { isWarm: isWarm(progress, { workers, limitMs }) };
  }

  /** @throws {WorkFailure} what the workload threw, or `wrong-output` if its check did. */
  async sample(round: number): Promise<SampledCell> {
    this.#batches = { taskMs: [], waitMs: [], firstSpans: undefined, lastOutputs: [] };
    this.#observer = observeSample(this.#batchMs);
    const { wallMs, repetitions } = await this.#sampler.sample(this.#batchMs);
    const observation = await this.#observer.finish();
    this.#observer = undefined;
    this.#batchMs = Math.min(this.#batchMs, wallMs);

    const { taskMs, waitMs, firstSpans = [], lastOutputs } = this.#batches;
    await this.#verify(lastOutputs);
    const sample: Sample = {
      round,
      wallMs,
      repetitions,
      ...observation,
      cpuMs: observation.cpuMs / repetitions,
      gcMs: observation.gcMs / repetitions,
      taskMs: taskTimes(taskMs),
      waitMs: taskTimes(waitMs),
    };
    return { sample, spans: firstSpans, outputsHash: hashOutputs(lastOutputs) };
  }

  async close(): Promise<void> {
    await this.#executor.shutdown({ cancelFutures: true });
  }

  async #runBatch(): Promise<number> {
    const { wallMs, spans, outputs } = await this.#runTasks(this.#cell.tasks);
    const { taskMs, waitMs } = this.#batches;
    for (const { submitted, started, finished } of spans) {
      taskMs.push(finished - started);
      // A clock that is read in two threads may seem to run backwards by some nanoseconds.
      waitMs.push(Math.max(0, started - submitted));
    }
    this.#batches.firstSpans ??= spans;
    this.#batches.lastOutputs = outputs;
    return wallMs;
  }

  /** The inputs are made anew for each batch, so that no model profits from changed ones. */
  async #runTasks(tasks: number): Promise<Batch> {
    const inputs = makeInputs(this.#workload, this.#cell, tasks);
    this.#observer?.resume();
    const batch = await runBatch(this.#executor, this.#cell.moduleUrl, inputs).catch(asFailure);
    this.#observer?.pause();
    return batch;
  }

  async #verify(outputs: unknown[]): Promise<void> {
    const { params, context, tasks } = this.#cell;
    try {
      await this.#workload.verify?.(outputs, { params, context, tasks });
    } catch (error) {
      throw WorkFailure.from('wrong-output', error);
    }
  }
}

/** The loss of a worker is the end of a process, though the executor tells of it by an error. */
function asFailure(error: unknown): never {
  const isLoss = error instanceof Error && /^(Broken\w+|WorkerLost)Error$/.test(error.name);
  throw WorkFailure.from(isLoss ? 'exited' : 'threw', error);
}

function makeInputs(
  workload: Workload,
  { params, context }: { params: Params; context: unknown },
  tasks: number,
): unknown[] {
  return (
    workload.inputs?.({ params, context, tasks }) ?? Array.from({ length: tasks }, () => params)
  );
}
