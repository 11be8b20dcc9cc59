/** The options of what was submitted through one `with({ ... })`. */
import { listenForAbort, stopListening } from '../futures/abort-audience.js';
import type { AbortListener } from '../futures/abort-audience.js';
import { checkTimeout } from '../futures/limit.js';
import type { TaskOptions, Transferable } from './executor.js';
import type { Ledger, WorkScope } from './work.js';

export class Scope implements WorkScope {
  readonly ledger: Ledger;
  readonly options: TaskOptions;
  readonly priority: number;
  /** What is to be moved to a worker with the arguments that hold it. */
  readonly transfer: readonly Transferable[];
  /** Does each task have to be watched while it runs? */
  readonly isWatched: boolean;

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
  add(member: AbortListener): void {
    const { signal } = this.options;
    if (signal === undefined) return;
    if (signal.aborted) member.abort(signal.reason);
    else listenForAbort(signal, member);
  }

  delete(member: AbortListener): void {
    const { signal } = this.options;
    if (signal !== undefined) stopListening(signal, member);
  }
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
