/** Piscina as one would use it without knowing its traps; the only file of the tests that does. */
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';

export type NaivePool = Piscina;

/** A pool whose tasks are the exports of a module of test tasks, each called with one argument. */
export function openNaivePool(
  module: URL,
  options: NonNullable<ConstructorParameters<typeof Piscina>[0]> = {},
): NaivePool {
  const pool = new Piscina({ filename: fileURLToPath(module), maxThreads: 1, ...options });
  // Without a listener, an error of a thread would end the test; that is a trap of its own.
  pool.on('error', () => undefined);
  return pool;
}

/** The tasks that are called here by name. */
export const tasks = new URL('./tasks.js', import.meta.url);
