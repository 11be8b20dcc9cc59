/** Small questions that many tests ask of a future. */
import assert from 'node:assert/strict';
import { wait, type Future } from '../../src/index.js';

/** The error that a future ended with; fails the test if it has none. */
export async function errorOf(future: Future<unknown>): Promise<unknown> {
  await wait([future]);
  const snapshot = future.snapshot();
  if (!('error' in snapshot)) assert.fail(`${future} has no error`);
  return snapshot.error;
}

/** Resolves after every callback, microtask and immediate that is due now. */
export async function nextTurn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

/** All values of an iterator. */
export async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const value of values) collected.push(value);
  return collected;
}

/** What came before the error, and the error; fails the test if there is none. */
export async function collectUntilError<T>(
  values: () => AsyncIterable<T>,
): Promise<{ collected: T[]; error: unknown }> {
  const collected: T[] = [];
  try {
    for await (const value of values()) collected.push(value);
  } catch (error) {
    return { collected, error };
  }
  assert.fail(`expected an error after ${collected.length} values`);
}

export function range(end: number): number[] {
  return Array.from({ length: end }, (_, index) => index);
}
