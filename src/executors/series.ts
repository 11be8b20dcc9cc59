/** The tasks of a `map`, as work for the executor. What comes of them, `SeriesResults` hands out. */
import type { AbortListener } from '../futures/abort-audience.js';
import { CancelledError } from '../futures/errors.js';
import { ChunkSizer } from './chunk-sizer.js';
import { checkCount } from './counts.js';
import type { MapOptions, Transferable } from './executor.js';
import { openFeed } from './feed.js';
import type { Feed } from './feed.js';
import { heldObjects } from './held-objects.js';
import { Failed, NOT_YET, Row } from './row.js';
import type { Scope } from './scope.js';
import type { Queued } from './task-queue.js';
import type { Callable, Chunk, Work } from './work.js';

/** What a series needs of its executor. */
export interface SeriesHost {
  /** @throws if the executor takes no more work. */
  assertOpen(): void;
  /** Hands what waits to the free slots. */
  dispatch(): void;
}

/** All results have been handed out. */
export const OVER = Symbol('over');

export class Series implements Work, AbortListener {
  readonly fn: Callable;
  readonly scope: Scope;
  readonly chunks = new Set<Chunk>();
  ahead: Queued | undefined = undefined;
  behind: Queued | undefined = undefined;

  readonly #host: SeriesHost;
  readonly #row = new Row();
  readonly #feed: Feed;
  readonly #bufferSize: number;
  readonly #chunkSize: number | 'auto';
  readonly #sizer = new ChunkSizer();
  #isQueued = false;
  /** Why nothing comes after the tasks read so far: an error, or the inputs are used up. */
  #end: Failed | typeof OVER | undefined;
  #isClosed = false;
  #hasFailed = false;
  #onProgress: (() => void) | undefined;
  /** Is no result wanted before all are there? */
  #awaitsAll = false;

  /**
   * Reads the inputs and begins, as far as they are synchronous and `bufferSize` allows.
   *
   * @throws whatever reading those inputs throws.
   */
  constructor(
    host: SeriesHost,
    scope: Scope,
    fn: Callable,
    inputs: Iterable<unknown> | AsyncIterable<unknown>,
    { chunkSize = 'auto', bufferSize = Infinity }: MapOptions,
  ) {
    if (bufferSize !== Infinity) checkBufferSize(bufferSize);
    if (chunkSize !== 'auto') checkCount('chunkSize', chunkSize);
    this.#host = host;
    this.scope = scope;
    this.fn = fn;
    this.#chunkSize = chunkSize;
    this.#bufferSize = bufferSize;
    this.#feed = openFeed(inputs, {
      room: () => (this.#isClosed ? 0 : this.#bufferSize - this.#row.buffered),
      takeAll: (all) => this.#takeAll(all),
      take: (input) => this.#take(input),
      pulled: () => this.#enqueue(),
      end: (failure) => this.#endWith(failure ?? OVER),
    });
    scope.add(this);
    this.#feed.pull();
    if (this.#end instanceof Failed && !scope.options.signal?.aborted) {
      this.close();
      throw this.#end.error;
    }
  }

  get priority(): number {
    return this.scope.priority;
  }

  begin(): number {
    const { ledger } = this.scope;
    ledger.pending--;
    ledger.running++;
    const task = this.#row.begin();
    if (this.#row.pending === 0) this.#leaveQueue();
    return task;
  }

  takeInput(task: number): unknown {
    return this.#row.takeInput(task);
  }

  /** Each input takes its own along. */
  movedWith(inputs: readonly unknown[]): readonly Transferable[] {
    const { transfer } = this.scope;
    if (transfer.length === 0) return transfer;
    const held = heldObjects(inputs);
    return transfer.filter((object) => held.has(object));
  }

  nextCount(slots: number): number {
    const { pending } = this.#row;
    if (this.#travelsAlone) return 1;
    return this.#chunkSize === 'auto'
      ? this.#sizer.next(pending, slots)
      : Math.min(this.#chunkSize, pending);
  }

  /** At the end every task goes to the first slot that is free. */
  mayWaitBehind(slots: number): boolean {
    if (this.#travelsAlone || this.#chunkSize !== 'auto') return false;
    return this.#sizer.isQuick && this.#row.pending > slots;
  }

  measured(tasks: number, tookMs: number): void {
    this.#sizer.measured(tasks, tookMs);
  }

  succeed(task: number, value: unknown): void {
    this.#settle(task, value);
  }

  fail(task: number, error: unknown): void {
    this.#hasFailed = true;
    this.#settle(task, new Failed(error));
  }

  abort(): void {
    this.#cut(new Failed(new CancelledError()));
  }

  cancelPending(): void {
    this.failPending(() => new CancelledError());
  }

  /** The first error ends the results, so that one will do for all that wait. */
  failPending(makeError: () => unknown): void {
    if (this.#row.pending > 0) this.#cut(new Failed(makeError()));
  }

  /**
   * Sets who is told, one at a time, when results have come in, or no more will. Who waits for all
   * of them need not hear of each.
   */
  watch(onProgress: (() => void) | undefined, awaited: 'next' | 'all'): void {
    this.#onProgress = onProgress;
    this.#awaitsAll = awaited === 'all';
  }

  /** The next result in input order, a `Failed`, `NOT_YET` or `OVER`. */
  handOut(): unknown {
    const outcome = this.#row.handOut();
    if (outcome === NOT_YET) {
      return this.#end !== undefined && this.#row.buffered === 0 ? this.#end : NOT_YET;
    }
    // What comes after a failure is not wanted: the results end here.
    if (this.#end === undefined && !(outcome instanceof Failed)) this.#feed.pull();
    return outcome;
  }

  /** Reads no more and cancels what has not begun. */
  stop(): void {
    this.#feed.close();
    this.#dropPending();
  }

  /** The same, and what still runs runs for nothing. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.stop();
    this.scope.delete(this);
    this.#row.clear();
    for (const chunk of this.chunks) chunk.dropRest();
  }

  /** Otherwise all inputs have been read, and a result of one of them is missing. */
  get #mayEnd(): boolean {
    return this.#end !== OVER || this.#hasFailed || this.#row.isSettled;
  }

  /** A task that can be aborted, or has something to be moved. */
  get #travelsAlone(): boolean {
    return this.scope.isWatched || this.scope.transfer.length > 0;
  }

  #takeAll(inputs: unknown[]): void {
    this.#row.fill(inputs);
    this.scope.ledger.pending += inputs.length;
  }

  #take(input: unknown): void {
    this.#host.assertOpen();
    this.#row.push(input);
    this.scope.ledger.pending++;
  }

  #enqueue(): void {
    if (this.#row.pending === 0) return;
    if (!this.#isQueued) {
      this.#isQueued = true;
      this.scope.ledger.queue.push(this);
    }
    this.#host.dispatch();
  }

  #leaveQueue(): void {
    this.#isQueued = false;
    this.scope.ledger.queue.remove(this);
  }

  #settle(task: number, outcome: unknown): void {
    const { ledger } = this.scope;
    ledger.running--;
    ledger.finished++;
    if (this.#isClosed) return;
    this.#row.settle(task, outcome);
    if (!this.#awaitsAll || this.#mayEnd) this.#onProgress?.();
  }

  /** Ends it before its time. What is dropped must be missed, also when all inputs had been read. */
  #cut(failure: Failed): void {
    if (this.#row.pending > 0) this.#end = failure;
    this.stop();
    this.#endWith(failure);
  }

  #endWith(end: Failed | typeof OVER): void {
    this.#end ??= end;
    this.#onProgress?.();
  }

  #dropPending(): void {
    const { ledger } = this.scope;
    const dropped = this.#row.dropPending();
    if (dropped === 0) return;
    this.#leaveQueue();
    ledger.pending -= dropped;
    ledger.finished += dropped;
    ledger.pendingDropped();
  }
}

function checkBufferSize(bufferSize: unknown): void {
  if (!Number.isInteger(bufferSize)) {
    throw new TypeError(`bufferSize: expected a whole number, received ${String(bufferSize)}`);
  }
  checkCount('bufferSize', bufferSize);
}
