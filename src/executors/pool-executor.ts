/**
 * What the pools of threads and of processes share: workers started on demand, the policy when one
 * is lost, recycling, and the end. What a worker is, a `Link` tells.
 */
import { WorkerLostError } from '../futures/errors.js';
import type { BrokenExecutorError, WorkerEnd } from '../futures/errors.js';
import { BaseExecutor } from './base-executor.js';
import { FunctionNumbers } from './function-numbers.js';
import type { OpenLink } from './link.js';
import { formatModel } from './model-spec.js';
import type { ModelName } from './model-spec.js';
import { settlePoolOptions } from './pool-options.js';
import type { PoolOptions, PoolSettings } from './pool-options.js';
import { PoolWorker } from './pool-worker.js';
import type { WorkerOwner } from './pool-worker.js';
import { addressOf } from './portable.js';
import type { Callable, Work } from './work.js';

/** In what the two pools differ. */
export interface PoolKind {
  name: ModelName;
  /** How messages call a worker: `a thread`. */
  noun: string;
  Broken: new (message: string, end?: WorkerEnd) => BrokenExecutorError;
  open: OpenLink;
}

/** After so many workers in a row that died before they were ready, starting more is no use. */
const FAILED_STARTS = 3;

export abstract class PoolExecutor extends BaseExecutor {
  /** As in `worker-pool:2x10`. */
  readonly model: string;
  readonly #kind: PoolKind;
  readonly #settings: PoolSettings;
  readonly #maxTasks: number;
  readonly #numbers = new FunctionNumbers();
  readonly #workers: PoolWorker[] = [];
  /** Workers that are to end; they no longer count. */
  readonly #leaving = new Set<PoolWorker>();
  readonly #owner: WorkerOwner = {
    slotsFreed: (worker) => this.#slotsFreed(worker),
    workerReady: () => (this.#failedStarts = 0),
    workerUnfit: (cause) =>
      this.#break(`the initializer of ${this.#kind.noun} of the pool failed`, { cause }),
    workerEnded: (worker, end) => this.#workerEnded(worker, end),
  };
  #failedStarts = 0;
  #makeBroken: (() => BrokenExecutorError) | undefined;

  constructor(kind: PoolKind, options: PoolOptions, maxTasks: number | undefined) {
    super();
    this.#kind = kind;
    this.#settings = settlePoolOptions(options);
    this.#maxTasks = maxTasks ?? Infinity;
    const { workers, concurrency } = this.#settings;
    this.model = formatModel({ name: kind.name, workers, concurrency });
  }

  /**
   * Cancels what is pending and ends every worker, also in the middle of a task; running futures
   * fail. Resolves when all workers are gone; nothing can be submitted from the call on.
   */
  terminateWorkers(): Promise<void> {
    return this.#endWorkers('terminate');
  }

  /** The same without any grace: processes get SIGKILL. */
  killWorkers(): Promise<void> {
    return this.#endWorkers('kill');
  }

  protected override assertOpen(): void {
    if (this.#makeBroken !== undefined) throw this.#makeBroken();
    super.assertOpen();
  }

  protected override dispatch(): void {
    const { queue } = this.ledger;
    const { workers, concurrency } = this.#settings;
    const slots = workers * concurrency;
    for (let work = queue.first; work !== undefined; work = queue.first) {
      const worker = this.#chooseWorker() ?? this.#chooseToWaitBehind(work, slots);
      if (worker === undefined) return;
      worker.take(work, work.nextCount(slots));
    }
  }

  protected override get workers(): number {
    return this.#workers.length;
  }

  protected override get isIdle(): boolean {
    return this.#workers.every((worker) => worker.load === 0);
  }

  protected override admit(fn: Callable): void {
    addressOf(fn);
  }

  protected override async close(): Promise<void> {
    await this.#endAll('close');
  }

  /** An idle worker, else a new one, else the one with the least to do. */
  #chooseWorker(): PoolWorker | undefined {
    let least: PoolWorker | undefined;
    for (const worker of this.#workers) {
      if (worker.canTake && (least === undefined || worker.load < least.load)) least = worker;
    }
    if (least?.load === 0 || this.#workers.length === this.#settings.workers) return least;
    return this.#startWorker();
  }

  /** Quick tasks may wait in the worker, which then stands idle less. */
  #chooseToWaitBehind(work: Work, slots: number): PoolWorker | undefined {
    if (!work.mayWaitBehind(slots)) return undefined;
    return this.#workers.find((worker) => worker.canTakeBehind);
  }

  #startWorker(): PoolWorker {
    const taken = new Set(this.#workers.map((worker) => worker.index));
    let index = 0;
    while (taken.has(index)) index++;
    const { concurrency, start } = this.#settings;
    const worker = new PoolWorker(this.#owner, {
      index,
      maxTasks: this.#maxTasks,
      start: { ...start, firstLane: start.firstLane + index * concurrency },
      numbers: this.#numbers,
      open: this.#kind.open,
    });
    this.#workers.push(worker);
    return worker;
  }

  #slotsFreed(worker: PoolWorker): void {
    if (worker.isSpent) this.#retire(worker);
    this.dispatch();
    this.closeIfDone();
  }

  #workerEnded(worker: PoolWorker, end: WorkerEnd): void {
    this.#forget(worker);
    worker.failAll(worker.isLeaving ? () => this.#lost(end) : this.#crashed(worker, end));
    this.dispatch();
    this.closeIfDone();
  }

  /** Breaks the pool or not; returns what its tasks fail with. */
  #crashed(worker: PoolWorker, end: WorkerEnd): () => BrokenExecutorError {
    // One that was killed from outside says nothing about the next.
    if (!worker.isReady && !end.signal) this.#failedStarts++;
    const mayBeReplaced =
      this.#settings.onCrash === 'replace' && this.#failedStarts < FAILED_STARTS;
    return mayBeReplaced ? () => this.#lost(end) : this.#break(this.#lossText(end), end);
  }

  #lost(end: WorkerEnd): BrokenExecutorError {
    return new WorkerLostError(this.#lossText(end), end);
  }

  /** It has run its number of tasks: another takes its place when there is work. */
  #retire(worker: PoolWorker): void {
    this.#forget(worker);
    this.#leaving.add(worker);
    void worker.end('close');
  }

  #forget(worker: PoolWorker): void {
    this.#leaving.delete(worker);
    const at = this.#workers.indexOf(worker);
    if (at !== -1) this.#workers.splice(at, 1);
  }

  #lossText({ exitCode, signal }: WorkerEnd): string {
    const { noun } = this.#kind;
    if (signal) return `${noun} of the pool terminated abruptly with signal ${signal}`;
    if (typeof exitCode !== 'number') return `${noun} of the pool could not be started`;
    return `${noun} of the pool terminated abruptly with exit code ${exitCode}`;
  }

  /** Fails everything, each future with an error of its own, and takes no more. */
  #break(message: string, end: WorkerEnd): () => BrokenExecutorError {
    const { Broken } = this.#kind;
    const makeError = (this.#makeBroken ??= () => new Broken(message, end));
    this.forAllPending((work) => work.failPending(makeError));
    for (const worker of this.#workers) worker.failAll(makeError);
    void this.#endAll('terminate');
    return makeError;
  }

  async #endWorkers(how: 'terminate' | 'kill'): Promise<void> {
    void this.shutdown({ wait: false, cancelFutures: true });
    const { Broken, noun } = this.#kind;
    for (const worker of this.#workers) {
      worker.failAll(() => new Broken(`${noun} of the pool was ended in the middle of the task`));
    }
    await this.#endAll(how);
    await this.shutdown();
  }

  async #endAll(how: 'close' | 'terminate' | 'kill'): Promise<void> {
    await Promise.all([...this.#workers, ...this.#leaving].map((worker) => worker.end(how)));
  }
}
