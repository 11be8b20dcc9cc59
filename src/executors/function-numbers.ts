/** Numbers by which a pool and its workers call functions, so that an address travels once. */
import { addressOf } from './portable.js';
import type { ToWorker } from './remote/messages.js';
import type { Callable } from './work.js';

export class FunctionNumbers {
  readonly #numbers = new WeakMap<Callable, number>();
  #next = 0;

  of(fn: Callable): number {
    const known = this.#numbers.get(fn);
    if (known !== undefined) return known;
    const number = this.#next++;
    this.#numbers.set(fn, number);
    return number;
  }

  /** What a worker must be told before it is handed the function's first task. */
  definition(fn: Callable): ToWorker {
    return { kind: 'define', fn: this.of(fn), address: addressOf(fn) };
  }
}
