/** Sends outcomes back: those of one turn of the loop together, and what cannot be cloned as errors. */
import { heldObjects } from '../held-objects.js';
import { notCloneable, toEnvelope, toPlainEnvelope } from './envelope.js';
import type { FromWorker, ResultMessage } from './messages.js';

/** Throws if the message cannot be cloned. Where nothing can be moved, `transfer` is copied. */
export type SendToPool = (message: FromWorker, transfer?: ArrayBuffer[]) => void;

/** Outcomes wait for others of the same turn, but no longer than this. */
export const LONGEST_DELAY_MS = 1;

export class ResultSender {
  readonly #send: SendToPool;
  #results: ResultMessage[] = [];
  #lastFlushMs = 0;
  /** Buffers that were moved here, so that nobody else has them. */
  readonly #owned = new WeakSet<ArrayBuffer>();
  #ownsAny = false;

  constructor(send: SendToPool) {
    this.#send = send;
  }

  /** Work has come in: what is quickly done is sent together. */
  startTurn(): void {
    this.#lastFlushMs = performance.now();
  }

  /** What these values hold was moved here; it is moved back when it comes out as a result. */
  own(values: unknown[]): void {
    for (const held of heldObjects(values)) {
      if (held instanceof ArrayBuffer) this.#owned.add(held);
    }
    this.#ownsAny = true;
  }

  add(result: ResultMessage): void {
    this.#results.push(result);
    if (performance.now() - this.#lastFlushMs > LONGEST_DELAY_MS) this.#flush();
    // A tick that is asked for by a microtask comes when no microtask is left.
    else if (this.#results.length === 1) queueMicrotask(() => process.nextTick(this.#flush));
  }

  readonly #flush = (): void => {
    const results = this.#results;
    if (results.length === 0) return;
    this.#results = [];
    this.#lastFlushMs = performance.now();
    try {
      this.#send({ kind: 'results', results }, this.#takeOwned(results));
    } catch {
      for (const result of results) this.#sendOneByOne(result);
    }
  };

  /** They leave, so that they are ours no longer. */
  #takeOwned(results: ResultMessage[]): ArrayBuffer[] {
    const owned: ArrayBuffer[] = [];
    if (!this.#ownsAny) return owned;
    for (const [, values] of results) {
      for (const held of heldObjects(values)) {
        if (held instanceof ArrayBuffer && this.#owned.delete(held)) owned.push(held);
      }
    }
    return owned;
  }

  /** Something cannot be cloned: finds out what, and replaces it by an error. */
  #sendOneByOne(result: ResultMessage): void {
    const [id, values, failures, tookMs] = result;
    const errors = new Map(failures);
    values.forEach((value, at) => {
      const error = errors.get(at);
      try {
        const failure: ResultMessage[2] = error && [[0, error]];
        this.#send({ kind: 'results', results: [[id, [value], failure, undefined]] });
      } catch (reason) {
        const plain = error
          ? toPlainEnvelope(error)
          : toEnvelope(notCloneable('the result', reason));
        this.#send({ kind: 'results', results: [[id, [undefined], [[0, plain]], undefined]] });
      }
    });
    if (tookMs !== undefined)
      this.#send({ kind: 'results', results: [[id, [], undefined, tookMs]] });
  }
}
