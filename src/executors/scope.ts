/** What was submitted through one `with({ ... })`, and hears of its signal together. */
import { checkTimeout } from '../futures/limit.js';
import type { TaskOptions, Transferable } from './executor.js';
import type { Abortable, Ledger, WorkScope } from './work.js';

export class Scope implements WorkScope {
  readonly ledger: Ledger;
  readonly options: TaskOptions;
  readonly priority: number;
  /** What is to be moved to a worker with the arguments that hold it. */
  readonly transfer: readonly Transferable[];
  /** Does each task have to be watched while it runs? */
  readonly isWatched: boolean;
  /** One listener serves all members: a signal searches its listeners whenever one is added. */
  readonly #members = new Set<Abortable>();

  /** @throws {TypeError} or {RangeError} naming the option that is wrong. */
  constructor(ledger: Ledger, options: TaskOptions) {
    checkTaskOptions(options);
    this.ledger = ledger;
    this.options = { ...options };
    this.priority = options.priority ?? 0;
    this.transfer = options.transfer ?? [];
    this.isWatched = options.signal !== undefined || options.timeout !== undefined;
  }

  /** Aborts the member at once if the signal has been aborted before. */
  add(member: Abortable): void {
    const { signal } = this.options;
    if (signal === undefined) return;
    if (signal.aborted) {
      member.abort(signal.reason);
      return;
    }
    if (this.#members.size === 0) signal.addEventListener('abort', this.#onAbort);
    this.#members.add(member);
  }

  delete(member: Abortable): void {
    if (this.#members.delete(member) && this.#members.size === 0) {
      this.options.signal?.removeEventListener('abort', this.#onAbort);
    }
  }

  readonly #onAbort = () => {
    for (const member of [...this.#members]) member.abort(this.options.signal?.reason);
  };
}

function checkTaskOptions(options: TaskOptions): void {
  const { signal, onAbort = 'cooperate', timeout, priority = 0, transfer = [] } = options;
  checkTimeout(timeout);
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new TypeError(`signal: expected an AbortSignal, received ${typeof signal}`);
  }
  if (onAbort !== 'cooperate' && onAbort !== 'terminate') {
    throw new RangeError(`onAbort: expected 'cooperate' or 'terminate', received '${onAbort}'`);
  }
  if (typeof priority !== 'number' || Number.isNaN(priority)) {
    throw new TypeError(`priority: expected a number, received ${String(priority)}`);
  }
  if (!Array.isArray(transfer)) {
    throw new TypeError(`transfer: expected an array, received ${typeof transfer}`);
  }
}
