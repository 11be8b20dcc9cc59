/** One submitted call: the function, its arguments, and the future of its outcome. */
import { Settler } from '../futures/future.js';
import type { TaskOptions } from './executor.js';
import type { Abortable, Scope } from './scope.js';
import type { Queued } from './task-queue.js';
import type { Callable, Ledger, Work } from './work.js';

const NO_ARGS: unknown[] = [];
const NO_OPTIONS: TaskOptions = {};

export class Call<R> extends Settler<R> implements Work, Abortable {
  readonly fn: Callable;
  readonly scope: Scope | undefined;
  readonly chunks = undefined;
  readonly #ledger: Ledger;
  #args: unknown[];
  level: Queued['level'] = undefined;
  ahead: Queued | undefined = undefined;
  behind: Queued | undefined = undefined;

  /** Puts itself into the queue. */
  constructor(ledger: Ledger, scope: Scope | undefined, fn: Callable, args: unknown[]) {
    super();
    this.fn = fn;
    this.scope = scope;
    this.#ledger = ledger;
    this.#args = args;
    ledger.queue.push(this);
    ledger.pending++;
    scope?.add(this);
  }

  get options(): TaskOptions {
    return this.scope?.options ?? NO_OPTIONS;
  }

  get priority(): number {
    return this.scope?.options.priority ?? 0;
  }

  begin(): number {
    this.#leaveQueue();
    this.setRunningOrNotifyCancel();
    this.#ledger.running++;
    return 0;
  }

  takeArgs(): unknown[] {
    const args = this.#args;
    this.#args = NO_ARGS;
    return args;
  }

  nextCount(): number {
    return 1;
  }

  measured(): void {
    // One call tells nothing about the next.
  }

  succeed(_task: number, value: unknown): void {
    this.#end();
    this.setResult(value as R);
  }

  fail(_task: number, error: unknown): void {
    this.#end();
    this.setException(error);
  }

  abort(): void {
    this.future.cancel();
  }

  cancelPending(): void {
    this.future.cancel();
  }

  override cancelRequested(): void {
    this.#drop();
    this.setRunningOrNotifyCancel();
    this.#ledger.pendingDropped();
  }

  failPending(makeError: () => unknown): void {
    this.#drop();
    this.setException(makeError());
  }

  /** The arguments are let go: the future may live much longer than they are needed. */
  #drop(): void {
    this.#leaveQueue();
    this.#ledger.finished++;
    this.#args = NO_ARGS;
  }

  #leaveQueue(): void {
    this.#ledger.queue.remove(this);
    this.#ledger.pending--;
    this.scope?.delete(this);
  }

  #end(): void {
    this.#ledger.running--;
    this.#ledger.finished++;
  }
}
