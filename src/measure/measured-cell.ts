/** One cell inside its process: an open executor, its workload, and samples taken of their batches. */
import type { Sample } from '../record/run-record.js';
import type { Workload } from '../workload/define-workload.js';
import { loadWorkload } from '../workload/load.js';
import { WorkFailure } from '../workload/work-failure.js';
import { arrivalTimes } from './arrivals.js';
import { runBatch } from './batch.js';
import type { Batch } from './batch.js';
import type {
  LoadWork,
  OfferTasks,
  OfferedCell,
  SampledCell,
  TakeSample,
  WarmUpStep,
} from './cell-requests.js';
import { cellTask } from './cell-task.js';
import type { CellTask } from './cell-task.js';
import { CodeGrowth } from './code-growth.js';
import { monotonicMs } from './clock.js';
import { startCpuClock } from './cpu-time.js';
import { observeSample, perBatch } from './observe.js';
import type { Observer } from './observe.js';
import type { OpenModel } from './open-model.js';
import { offerTasks } from './offer-tasks.js';
import { hashOutputs } from './output-hash.js';
import { taskTimes } from './percentiles.js';
import { seededRandom } from './random.js';
import { addBatch, noBatches } from './sampled-batches.js';
import { createSampler } from './sampler.js';
import { codeSizeTask } from './timed-task.js';
import { waitsMostly, warmthOf } from './warm-up.js';
import type { SpentTime, WarmUpLimits, Warmth } from './warm-up.js';

export class MeasuredCell {
  readonly #model: OpenModel;
  readonly #work: LoadWork;
  readonly #workload: Workload;
  readonly #task: CellTask;
  readonly #sampler = createSampler(() => this.#runBatch());
  /** Shortest batch so far: the first ones, still cold, would call for too few repetitions. */
  #batchMs = Infinity;
  #observer: Observer | undefined;
  /** Of the full batches; what it takes to look at the code is not counted. */
  readonly #warmUp = { taskMs: [] as number[], wallMs: 0, cpuMs: 0 };
  readonly #firstSteps: SpentTime[] = [];
  readonly #code = new CodeGrowth();
  /** Of the sample that is taken now. */
  #batches = noBatches();

  private constructor(model: OpenModel, work: LoadWork, workload: Workload) {
    this.#model = model;
    this.#work = work;
    this.#workload = workload;
    this.#task = cellTask(model, { moduleUrl: work.moduleUrl, name: workload.name });
  }

  static async load(model: OpenModel, work: LoadWork): Promise<MeasuredCell> {
    return new MeasuredCell(model, work, await loadWorkload(work.moduleUrl));
  }

  /**
   * One step of the warm-up: first a task in every worker, then a full batch at a time.
   *
   * @param given how long the batches may take altogether; the last one may take it beyond that.
   */
  async warmUp(given: WarmUpLimits): Promise<WarmUpStep> {
    const limits = { ...given, workers: this.#model.workers };
    if (this.#isInFirstSteps()) {
      const first = await this.#runFirstTasks();
      this.#firstSteps.push(first);
      return stepOf(warmthOf({ taskMs: [], ...first, isCodeGrowing: true }, limits));
    }
    const warmUp = this.#warmUp;
    await this.#readCode();
    const { wallMs, cpuMs } = await timeSpent(() => this.#runWarmUpBatch());
    warmUp.wallMs += wallMs;
    warmUp.cpuMs += cpuMs;
    await this.#readCode();
    return stepOf(warmthOf({ ...warmUp, isCodeGrowing: this.#isCodeGrowing() }, limits));
  }

  /**
   * The first tasks also load the workload's module, so that work that waits seems to compute: it gets
   * another few tasks to show that it does not, where a batch would take much longer.
   */
  #isInFirstSteps(): boolean {
    const [first, second] = this.#firstSteps;
    return !first || (!second && waitsMostly(first));
  }

  /** @throws {WorkFailure} what the workload threw, or `wrong-output` if its check did. */
  async sample({ round, leastMs }: TakeSample): Promise<SampledCell> {
    if (round === 0) await this.#rehearse(leastMs);
    this.#batches = noBatches();
    this.#observer = observeSample(this.#batchMs);
    const { wallMs, repetitions } = await this.#sampler.sample(this.#batchMs, leastMs);
    const observation = await this.#observer.finish();
    this.#observer = undefined;
    this.#batchMs = Math.min(this.#batchMs, wallMs);

    const { taskMs, waitMs, firstSpans = [], lastOutputs, queue } = this.#batches;
    await this.#verify(lastOutputs);
    const sample: Sample = {
      round,
      wallMs,
      repetitions,
      ...perBatch(observation, repetitions),
      taskMs: taskTimes(taskMs),
      waitMs: taskTimes(waitMs),
    };
    return {
      sample,
      taskHistogram: taskMs.toPairs(),
      waitHistogram: waitMs.toPairs(),
      spans: firstSpans,
      mainLoop: observation.mainLoop,
      outputsHash: hashOutputs(lastOutputs),
      ...(this.#task.isQueued && {
        handOverHistogram: queue.handOverMs.toPairs(),
        returnHistogram: queue.returnMs.toPairs(),
        hosts: [...queue.hosts],
      }),
    };
  }

  /** Offers the tasks of one batch at the load's rate. Nothing but times is observed. */
  async offer({ load, seed }: OfferTasks): Promise<OfferedCell> {
    const inputs = makeInputs(this.#workload, this.#work, this.#work.tasks);
    const { outputs, dropped, late, spanMs, ...times } = await offerTasks(
      this.#model.executor,
      this.#task,
      inputs,
      arrivalTimes(load, inputs.length, seededRandom(seed)),
      load.patienceMs,
    ).catch(asFailure);
    if (dropped === 0) await this.#verify(outputs);
    const offered = {
      tasks: inputs.length,
      dropped,
      late,
      spanMs,
      latencyHistogram: times.latency.toPairs(),
      waitHistogram: times.wait.toPairs(),
      serviceHistogram: times.service.toPairs(),
    };
    return { offered, outputsHash: dropped === 0 ? hashOutputs(outputs) : null };
  }

  async #runBatch(): Promise<number> {
    const batch = await this.#runTasks(this.#work.tasks);
    addBatch(this.#batches, batch, this.#task.isQueued);
    return batch.wallMs;
  }

  /** In every worker one. */
  async #runFirstTasks(): Promise<SpentTime> {
    const { tasks } = this.#work;
    const { workers, concurrency } = this.#model;
    const turns = Math.ceil(tasks / (workers * concurrency));
    return timeSpent(async () => {
      this.#batchMs = (await this.#runTasks(Math.min(workers, tasks))).wallMs * turns;
    });
  }

  async #runWarmUpBatch(): Promise<void> {
    const { taskMs } = this.#warmUp;
    const batchMs = await this.#sampler.warmUp();
    this.#batchMs = taskMs.length === 0 ? batchMs : Math.min(this.#batchMs, batchMs);
    const { firstSpans = [] } = this.#batches;
    taskMs.push(...firstSpans.map(({ started, finished }) => finished - started));
    this.#batches = noBatches();
  }

  /**
   * Short batches, for as long as a sample: the first that have the machine for themselves. Those of the
   * warm-up ran beside other cells', took up to twice as long, and an async pool looked as if it waited:
   * without a rehearsal its first sample was up to 60 % slower than the second.
   */
  async #rehearse(leastMs: number): Promise<void> {
    const startMs = monotonicMs();
    while (this.#batchMs <= 2 * leastMs && monotonicMs() - startMs < leastMs) {
      await this.#runWarmUpBatch();
    }
  }

  /** Asks every worker, if it is time to. */
  async #readCode(): Promise<void> {
    const { executor, workers } = this.#model;
    const { cpuMs } = this.#warmUp;
    if (!this.#canReadCode || !this.#code.isDue(cpuMs)) return;
    const sizes = Array.from({ length: workers }, () => executor.submit(codeSizeTask).result());
    this.#code.add(cpuMs, await Promise.all(sizes));
  }

  #isCodeGrowing(): boolean {
    return this.#canReadCode && this.#code.isGoingOn();
  }

  /** Hosts of others know only the tasks that they were started with. */
  get #canReadCode(): boolean {
    return this.#model.queue?.kind !== 'their-hosts';
  }

  /** The inputs are made anew for each batch, so that no model profits from changed ones. */
  async #runTasks(tasks: number): Promise<Batch> {
    const inputs = makeInputs(this.#workload, this.#work, tasks);
    const { chunkSize, params } = this.#work;
    const transfer = inputs.flatMap((input) => this.#workload.transfer?.(input, { params }) ?? []);
    const options = { chunkSize, transfer };
    this.#observer?.resume();
    const batch = await runBatch(this.#model.executor, this.#task, inputs, options).catch(
      asFailure,
    );
    this.#observer?.pause();
    return batch;
  }

  async #verify(outputs: unknown[]): Promise<void> {
    const { params, context, tasks } = this.#work;
    try {
      await this.#workload.verify?.(outputs, { params, context, tasks });
    } catch (error) {
      throw WorkFailure.from('wrong-output', error);
    }
  }
}

function stepOf(warmth: Warmth): WarmUpStep {
  return { isWarm: warmth !== 'cold', isCutShort: warmth === 'cut-short' };
}

async function timeSpent(work: () => Promise<void>): Promise<SpentTime> {
  const startMs = monotonicMs();
  const readCpuMs = startCpuClock();
  await work();
  return { wallMs: monotonicMs() - startMs, cpuMs: readCpuMs() };
}

/** What the executor tells by an error of its own is not the workload's fault. */
function asFailure(error: unknown): never {
  const name = error instanceof Error ? error.name : '';
  if (/^(QueueUnavailable|UnknownTask)Error$/.test(name)) {
    throw WorkFailure.from('unavailable', error);
  }
  // The loss of a worker is the end of a process.
  throw WorkFailure.from(/^(Broken\w+|WorkerLost)Error$/.test(name) ? 'exited' : 'threw', error);
}

function makeInputs(workload: Workload, { params, context }: LoadWork, tasks: number): unknown[] {
  return (
    workload.inputs?.({ params, context, tasks }) ?? Array.from({ length: tasks }, () => params)
  );
}
