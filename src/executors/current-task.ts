/**
 * Which task is running? While a task's function runs up to its first `await`, a variable tells.
 * After that an AsyncLocalStorage would have to, but on Node below 24 a live one makes every promise
 * of the process several times slower (measured: 50 -> 180 ns per awaited call on Node 20). So it is
 * entered only for tasks that are likely to ask, and for every task once any has asked late.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

/** What a running task may know about itself. */
export interface TaskContext {
  /** The slot it runs in, from 0 to workers x concurrency - 1; no other task is in it meanwhile. */
  readonly lane: number;
  /** Aborts when the task should stop. Only for what was submitted through `with({ signal })` or `with({ timeout })`. */
  readonly signal?: AbortSignal;
}

type AnyFunction = (...args: never[]) => unknown;

const storage = new AsyncLocalStorage<TaskContext>();
let current: TaskContext | undefined;
let isTracking = Number.parseInt(process.versions.node) >= 24;
const mentions = new WeakMap<AnyFunction, boolean>();

/** The task in which this is called, also after an `await`; undefined outside of any task. */
export function currentTask(): TaskContext | undefined {
  if (current !== undefined) return current;
  isTracking = true;
  return storage.getStore();
}

/** Calls the function as the task of this context. */
export function runAs(context: TaskContext, fn: AnyFunction, args: readonly unknown[]): unknown {
  const outer = current;
  current = context;
  try {
    return isTracking || context.signal !== undefined || mentionsCurrentTask(fn)
      ? storage.run(context, fn, ...(args as never[]))
      : fn(...(args as never[]));
  } finally {
    current = outer;
  }
}

function mentionsCurrentTask(fn: AnyFunction): boolean {
  let answer = mentions.get(fn);
  if (answer === undefined) {
    answer = Function.prototype.toString.call(fn).includes('currentTask');
    mentions.set(fn, answer);
  }
  return answer;
}
