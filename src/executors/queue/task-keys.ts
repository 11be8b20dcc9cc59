/**
 * The keys under which hosts know functions: that of the executor's own table; else, where the hosts
 * are the executor's own, one made of module and export name; else the name of the export.
 */
import { createHash } from 'node:crypto';

import { addressOf } from '../portable.js';
import type { TaskAddress } from '../portable.js';
import type { Callable } from '../work.js';

export class TaskKeys {
  readonly #named: ReadonlyMap<Callable, string>;
  readonly #hasOwnHosts: boolean;
  readonly #define: (key: string, address: TaskAddress) => void;
  readonly #numbers = new Map<Callable, number>();
  readonly #keys: string[] = [];

  /** @param define is told of each key that hosts of the executor's own need to know. */
  constructor(
    tasks: Readonly<Record<string, Callable>>,
    hasOwnHosts: boolean,
    define: (key: string, address: TaskAddress) => void,
  ) {
    this.#named = new Map(Object.entries(tasks).map(([key, fn]) => [fn, key]));
    this.#hasOwnHosts = hasOwnHosts;
    this.#define = define;
  }

  /** @throws {NotPortableError} if no host can find the function. */
  admit(fn: Callable): void {
    if (this.#numbers.has(fn)) return;
    const named = this.#named.get(fn);
    const address = named === undefined || this.#hasOwnHosts ? addressOf(fn) : undefined;
    const key = named ?? this.#keyFor(address as TaskAddress);
    if (this.#hasOwnHosts && address !== undefined) this.#define(key, address);
    this.#numbers.set(fn, this.#keys.push(key) - 1);
  }

  /** A number in place of the key, of a function that was admitted. */
  numberOf(fn: Callable): number {
    return this.#numbers.get(fn) ?? -1;
  }

  keyOf(number: number): string {
    return this.#keys[number] ?? '';
  }

  #keyFor({ moduleUrl, exportName }: TaskAddress): string {
    if (!this.#hasOwnHosts) return exportName;
    const digest = createHash('sha256').update(moduleUrl).digest('hex').slice(0, 12);
    return `${exportName}@${digest}`;
  }
}
