/**
 * Which task is running? While a task's function runs up to its first `await`, a variable tells.
 * After that an AsyncLocalStorage can, but below Node 24 a live one makes every promise of the
 * process several times slower (50 -> 180 ns per awaited call on Node 20). So it is entered only for
 * tasks that are likely to ask, and for all once one has asked late. The one that asked first finds
 * its lane in V8's own record of who awaits whom: the asynchronous stack trace.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

import { sharedState } from './shared-state.js';
import { callWith } from './arguments.js';
import type { Input } from './arguments.js';
import type { Callable } from './work.js';

/** What a running task may know about itself. */
export interface TaskContext {
  /** The slot it runs in, from 0 to workers x concurrency - 1; no other task is in it meanwhile. */
  readonly lane: number;
  /** Aborts when the task should stop. Only for what was submitted through `with` a signal or timeout. */
  readonly signal?: AbortSignal;
}

const isTrackingFree = Number.parseInt(process.versions.node) >= 24;

interface Tracking {
  readonly storage: AsyncLocalStorage<TaskContext>;
  isOn: boolean;
  /** Of the function that is being called. */
  current: TaskContext | undefined;
  /** Of the task in the single slot of a worker. */
  occupant: TaskContext | undefined;
}

const tracking = sharedState<Tracking>('current task', () => ({
  storage: new AsyncLocalStorage(),
  isOn: isTrackingFree,
  current: undefined,
  occupant: undefined,
}));

/** The task in which this is called, also after an `await`; undefined outside of any task. */
export function currentTask(): TaskContext | undefined {
  const known = tracking.current ?? tracking.occupant ?? tracking.storage.getStore();
  if (known !== undefined || isTrackingFree) return known;
  tracking.isOn = true;
  return laneOnStack();
}

/**
 * Calls the function as the task of this context.
 *
 * @throws if the task was aborted before: a function that waits for the event would wait for ever.
 */
export function runAs(context: TaskContext, fn: Callable, input: Input): unknown {
  context.signal?.throwIfAborted();
  const outer = tracking.current;
  tracking.current = context;
  try {
    return tracking.occupant === undefined && isLikelyToAsk(context, fn)
      ? tracking.storage.run(context, callWith, fn, input)
      : callWith(fn, input);
  } finally {
    tracking.current = outer;
  }
}

/**
 * In a worker with a single slot all code belongs to the task in it, from its start to its end;
 * `undefined` when the slot is empty.
 */
export function occupy(context: TaskContext | undefined): void {
  tracking.occupant = context;
}

/** Marks a function in which tasks of a lane are awaited, so that they can find it. */
export function asLane<F extends Callable>(lane: number, fn: F): F {
  return Object.defineProperty(fn, 'name', { value: `${LANE_NAME}${lane}` });
}

const LANE_NAME = 'loop-or-pool lane ';
const mentions = new WeakMap<Callable, boolean>();
/** The answer for the function that ran last; mostly it is the one that runs next. */
let lastFn: Callable | undefined;
let lastMentions = false;

function isLikelyToAsk(context: TaskContext, fn: Callable): boolean {
  if (tracking.isOn || context.signal !== undefined) return true;
  if (fn !== lastFn) {
    lastMentions = mentionsCurrentTask(fn);
    lastFn = fn;
  }
  return lastMentions;
}

function mentionsCurrentTask(fn: Callable): boolean {
  let answer = mentions.get(fn);
  if (answer === undefined) {
    answer = Function.prototype.toString.call(fn).includes('currentTask');
    mentions.set(fn, answer);
  }
  return answer;
}

/** Only a task without a signal can come to this; its lane is all there is to know of it. */
function laneOnStack(): TaskContext | undefined {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = Infinity;
    // A lane that awaits is the task's; one that is running runs a callback.
    Error.prepareStackTrace = (_, frames) =>
      frames.map((frame) => (frame.isAsync() ? frame.getFunctionName() : null));
    const awaiting = new Error().stack as unknown as (string | null)[];
    const lane = awaiting.find((name) => name?.startsWith(LANE_NAME))?.slice(LANE_NAME.length);
    return lane === undefined ? undefined : { lane: Number(lane) };
  } finally {
    Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  }
}
