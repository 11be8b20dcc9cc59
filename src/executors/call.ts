/** One submitted call: the function, its arguments, and the future of its outcome. */
import type { AbortListener } from '../futures/abort-audience.js';
import { Settler } from '../futures/settler.js';
import { toInput } from './arguments.js';
import type { Input } from './arguments.js';
import type { Transferable } from './executor.js';
import type { Scope } from './scope.js';
import type { Queued } from './task-queue.js';
import type { Callable, Work } from './work.js';

export class Call<R> extends Settler<R> implements Work, AbortListener {
  readonly fn: Callable;
  readonly scope: Scope;
  #input: Input;
  ahead: Queued | undefined = undefined;
  behind: Queued | undefined = undefined;

  /** Puts itself into the queue. */
  constructor(scope: Scope, fn: Callable, args: unknown[]) {
    super();
    this.fn = fn;
    this.scope = scope;
    this.#input = toInput(args);
    scope.ledger.queue.push(this);
    scope.ledger.pending++;
    scope.add(this);
  }

  get priority(): number {
    return this.scope.priority;
  }

  get chunks(): undefined {
    return undefined;
  }

  begin(): number {
    this.#leaveQueue();
    this.setRunningOrNotifyCancel();
    this.scope.ledger.running++;
    return 0;
  }

  takeInput(): Input {
    const input = this.#input;
    this.#input = undefined;
    return input;
  }

  movedWith(): readonly Transferable[] {
    return this.scope.transfer;
  }

  nextCount(): number {
    return 1;
  }

  /** What is handed to a worker cannot be cancelled any more. */
  mayWaitBehind(): boolean {
    return false;
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
    this.scope.ledger.pendingDropped();
  }

  failPending(makeError: () => unknown): void {
    this.#drop();
    this.setException(makeError());
  }

  /** The arguments are let go: the future may live much longer than they are needed. */
  #drop(): void {
    this.#leaveQueue();
    this.scope.ledger.finished++;
    this.#input = undefined;
  }

  #leaveQueue(): void {
    const { ledger } = this.scope;
    ledger.queue.remove(this);
    ledger.pending--;
    this.scope.delete(this);
  }

  #end(): void {
    this.scope.ledger.running--;
    this.scope.ledger.finished++;
  }
}
