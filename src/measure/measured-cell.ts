/** One cell inside its process: an open executor, its workload, and samples taken of their batches. */
import type { Executor } from '../executors/executor.js';
import { openExecutor } from '../executors/catalog.js';
import type { Sample, Span } from '../record/run-record.js';
import type { Params, Workload } from '../workload/define-workload.js';
import { loadWorkload } from '../workload/load.js';
import { WorkFailure } from '../workload/work-failure.js';
import { runBatch } from './batch.js';
import type { CellRequests, OpenCell, SampledCell, WarmedCell } from './cell-requests.js';
import { monotonicMs } from './clock.js';
import { childrenCpuBetween, ownCpuMs, readChildrenCpu } from './cpu-time.js';
import { observeSample } from './observe.js';
import type { Observer } from './observe.js';
import { hashOutputs } from './output-hash.js';
import { taskTimes } from './percentiles.js';
import { residentBytes } from './process-tree.js';
import { createSampler, repetitionsFor } from './sampler.js';
import { idleTask } from './timed-task.js';
import { isWarm } from './warm-up.js';

export class MeasuredCell {
  readonly #cell: OpenCell;
  readonly #executor: Executor;
  readonly #workload: Workload;
  readonly #sampler = createSampler(() => this.#runBatch());
  /** Shortest batch so far: the first ones, still cold, would call for too few repetitions. */
  #batchMs = Infinity;
  #observer: Observer | undefined;
  #spans: Span[][] = [];
  #outputs: unknown[] = [];

  private constructor(cell: OpenCell, executor: Executor, workload: Workload) {
    this.#cell = cell;
    this.#executor = executor;
    this.#workload = workload;
  }

  /** Opens the executor and starts all its workers; the workload's module is loaded after that. */
  static async open(
    cell: OpenCell,
  ): Promise<{ cell: MeasuredCell; opened: CellRequests['open']['reply'] }> {
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

  /** Runs at least one task in every slot, then full batches until the cell is warm. */
  async warmUp(limitMs: number): Promise<WarmedCell> {
    const { tasks, workers, concurrency } = this.#cell;
    const startMs = monotonicMs();
    const cpuBeforeMs = ownCpuMs();
    const childrenBefore = readChildrenCpu();
    const slots = Math.min(tasks, workers * concurrency);
    const { wallMs } = await this.#runTasks(slots);
    const batchMs: number[] = [];
    const progress = () => ({
      batchMs,
      wallMs: monotonicMs() - startMs,
      cpuMs: ownCpuMs() - cpuBeforeMs + childrenCpuBetween(childrenBefore, readChildrenCpu()),
    });
    while (!isWarm(progress(), { workers, limitMs })) batchMs.push(await this.#sampler.warmUp());
    this.#batchMs = Math.min((wallMs * tasks) / slots, ...batchMs);
    return { batches: batchMs.length };
  }

  /** @throws {WorkFailure} what the workload threw, or `wrong-output` if its check did. */
  async sample(round: number): Promise<SampledCell> {
    const repetitions = repetitionsFor(this.#batchMs);
    this.#spans = [];
    this.#observer = observeSample(this.#batchMs * repetitions);
    const wallMs = await this.#sampler.sample(repetitions);
    const observation = await this.#observer.finish();
    this.#observer = undefined;
    this.#batchMs = Math.min(this.#batchMs, wallMs);
    await this.#verify();

    const spans = this.#spans.flat();
    const sample: Sample = {
      round,
      wallMs,
      repetitions,
      ...observation,
      cpuMs: observation.cpuMs / repetitions,
      gcMs: observation.gcMs / repetitions,
      taskMs: taskTimes(spans.map(({ started, finished }) => finished - started)),
      waitMs: taskTimes(spans.map(({ submitted, started }) => Math.max(0, started - submitted))),
    };
    return { sample, spans: this.#spans[0] ?? [], outputsHash: hashOutputs(this.#outputs) };
  }

  async close(): Promise<void> {
    await this.#executor.shutdown({ cancelFutures: true });
  }

  async #runBatch(): Promise<number> {
    const batch = await this.#runTasks(this.#cell.tasks);
    this.#outputs = batch.outputs;
    this.#spans.push(batch.spans);
    return batch.wallMs;
  }

  /** The inputs are made anew for each batch, so that no model profits from changed ones. */
  async #runTasks(tasks: number) {
    const inputs = makeInputs(this.#workload, this.#cell, tasks);
    this.#observer?.resume();
    const batch = await runBatch(this.#executor, this.#cell.moduleUrl, inputs).catch(asFailure);
    this.#observer?.pause();
    return batch;
  }

  async #verify(): Promise<void> {
    const { params, context, tasks } = this.#cell;
    try {
      await this.#workload.verify?.(this.#outputs, { params, context, tasks });
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
