/**
 * One job, where a host runs it: in a thread or process of its pool. Arguments are decoded and results
 * encoded there too, so that the host's own loop stays free to keep its hold on its jobs.
 */
import { currentTask } from '../current-task.js';
import type { TaskAddress } from '../portable.js';
import { decode, encode } from '../queue/codec.js';
import type { Callable } from '../work.js';
import { notCloneable, toEnvelope, toPlainEnvelope } from './envelope.js';
import type { ErrorEnvelope } from './envelope.js';
import { loadTask } from './load-task.js';
import type { ResultMessage } from './messages.js';
import { performChunk, performTask } from './perform-task.js';

export interface JobOutcome {
  /** A `ResultMessage`, encoded. */
  text: string;
  /** Name and message of the error, if the job is a call that failed. */
  failure: string | undefined;
}

/** Runs the task at the address, which comes from the host's own table. */
export async function performJob(
  address: TaskAddress,
  isChunk: boolean,
  args: string,
): Promise<JobOutcome> {
  let fn: Callable;
  try {
    fn = await loadTask(address);
  } catch (error) {
    return failedJob(error);
  }
  return performFunction(fn, isChunk, args);
}

/** The same with a function that is there. */
export async function performFunction(
  fn: Callable,
  isChunk: boolean,
  args: string,
): Promise<JobOutcome> {
  const context = currentTask() ?? { lane: 0 };
  let values: unknown[];
  try {
    values = decode(args) as unknown[];
  } catch (error) {
    return failedJob(error);
  }
  const startMs = performance.now();
  const parts: ResultMessage[] = [];
  if (isChunk) {
    const isDropped = () => context.signal?.aborted === true;
    const report = (part: ResultMessage) => void parts.push(part);
    parts.push(await performChunk(context, 0, fn, values, { isDropped, report }));
  } else parts.push(await performTask(context, 0, fn, values));
  return encodeOutcome(joined(parts, performance.now() - startMs), isChunk);
}

/** The outcome of a job that could not be run. */
export function failedJob(error: unknown): JobOutcome {
  return encodeOutcome([0, [undefined], [[0, toEnvelope(error)]], 0], false);
}

function joined(parts: readonly ResultMessage[], tookMs: number): ResultMessage {
  const values: unknown[] = [];
  const failures: [number, ErrorEnvelope][] = [];
  for (const [, partValues, partFailures = []] of parts) {
    for (const [at, error] of partFailures) failures.push([values.length + at, error]);
    values.push(...partValues);
  }
  // Not undefined, which JSON cannot say.
  return [0, values, failures, tookMs];
}

function encodeOutcome(message: ResultMessage, isChunk: boolean): JobOutcome {
  let text: string;
  let encodable = message;
  try {
    text = encode(message);
  } catch {
    encodable = withoutUncloneable(message);
    text = encode(encodable);
  }
  const error = isChunk ? undefined : encodable[2]?.[0]?.[1];
  return { text, failure: error && summaryOf(error) };
}

/** Something cannot be cloned: finds out what, and replaces it by an error. */
function withoutUncloneable([id, values, failures, tookMs]: ResultMessage): ResultMessage {
  const errors = new Map(failures?.map(([at, error]) => [at, plainIfNeeded(error)]));
  const cloneable = values.map((value, at) => {
    if (errors.has(at)) return undefined;
    try {
      encode(value);
      return value;
    } catch (reason) {
      errors.set(at, toEnvelope(notCloneable('the result', reason)));
      return undefined;
    }
  });
  return [id, cloneable, [...errors], tookMs];
}

function plainIfNeeded(error: ErrorEnvelope): ErrorEnvelope {
  try {
    encode(error);
    return error;
  } catch {
    return toPlainEnvelope(error);
  }
}

function summaryOf(error: ErrorEnvelope): string {
  if (error.kind === 'value') return 'threw what is no error';
  const [firstLine] = error.message.split('\n');
  return `${error.name}: ${firstLine}`;
}
