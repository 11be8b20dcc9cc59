/** Calls a task's function with what was sent, and makes of what comes of it what is sent back. */
import { toInput } from '../arguments.js';
import { runAs } from '../current-task.js';
import type { TaskContext } from '../current-task.js';
import type { Callable } from '../work.js';
import { toEnvelope } from './envelope.js';
import type { ResultMessage } from './messages.js';
import { LONGEST_DELAY_MS } from './result-sender.js';

/** One task. That it is over is told by whoever asked; a promise only if the task made one. */
export function performTask(
  context: TaskContext,
  id: number,
  fn: Callable,
  args: unknown[],
): ResultMessage | Promise<ResultMessage> {
  try {
    const value = runAs(context, fn, toInput(args));
    return isThenable(value) ? outcomeOf(id, value) : [id, [value], undefined, undefined];
  } catch (error) {
    return failed(id, error);
  }
}

async function outcomeOf(id: number, value: PromiseLike<unknown>): Promise<ResultMessage> {
  try {
    return [id, [await value], undefined, undefined];
  } catch (error) {
    return failed(id, error);
  }
}

function failed(id: number, error: unknown): ResultMessage {
  return [id, [undefined], [[0, toEnvelope(error)]], undefined];
}

/** What a chunk may ask and tell on its way. */
export interface ChunkWatch {
  /** Is the rest not wanted any more? */
  isDropped(): boolean;
  /** Takes the outcomes so far. */
  report(part: ResultMessage): void;
}

/**
 * One input after another; no promise slows down a synchronous function. What is done is reported
 * at once when the next one takes its time, and now and then there is a pause, in which the loop
 * may hear that the rest is not wanted. Returns what has not been reported.
 */
export async function performChunk(
  context: TaskContext,
  id: number,
  fn: Callable,
  inputs: unknown[],
  watch: ChunkWatch,
): Promise<ResultMessage> {
  let part: ResultMessage = [id, [], undefined, undefined];
  let pausedMs = performance.now();
  let reporting: NodeJS.Immediate | undefined;
  const report = () => {
    reporting = undefined;
    watch.report(part);
    part = [id, [], undefined, undefined];
  };
  for (const input of inputs) {
    if (performance.now() - pausedMs > LONGEST_DELAY_MS) {
      if (part[1].length > 0) report();
      await nextTurn();
      pausedMs = performance.now();
    }
    if (watch.isDropped()) break;
    try {
      let value = runAs(context, fn, input);
      if (isThenable(value)) {
        if (part[1].length > 0) reporting ??= setImmediate(report);
        value = await value;
      }
      part[1].push(value);
    } catch (error) {
      (part[2] ??= []).push([part[1].length, toEnvelope(error)]);
      part[1].push(undefined);
    }
  }
  clearImmediate(reporting);
  return part;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
    typeof (value as { then?: unknown }).then === 'function'
  );
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
