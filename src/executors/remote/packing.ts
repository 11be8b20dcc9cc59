/**
 * Tasks and results as they cross: those of one message in a single flat array, as cloning an array
 * or object within another costs more than all numbers in it. What comes seldom crosses as it is.
 *
 *     'run',     then of each task    id, slot, fn, flags, count, argument, ...
 *     'results', then of each result  id, tookMs, failures, count, value
 *
 * The inputs of a chunk are one array in place of the arguments, and so are its values unless it is
 * a single one.
 */
import type { CloseMessage, FromWorker, ResultMessage, TaskMessage, ToWorker } from './messages.js';

type Packed<Message extends { kind: string }, Kind extends string> =
  Exclude<Message, { kind: Kind }> | [kind: Kind, ...unknown[]];

export type PackedToWorker = Packed<ToWorker | CloseMessage, 'run'>;
export type PackedFromWorker = Packed<FromWorker, 'results'>;

const WATCHED = 1;
const CHUNK = 2;
const MOVING = 4;

export function packToWorker(message: ToWorker): PackedToWorker {
  if (message.kind !== 'run') return message;
  const moving = message.isMoving ? MOVING : 0;
  const packed: PackedToWorker = ['run'];
  for (const [id, slot, fn, isWatched, isChunk, values] of message.tasks) {
    const flags = (isWatched ? WATCHED : 0) | (isChunk ? CHUNK : 0) | moving;
    packed.push(id, slot, fn, flags, values.length);
    if (isChunk) packed.push(values);
    // No spread: the stack has no room for a hundred thousand arguments.
    else for (const value of values) packed.push(value);
  }
  return packed;
}

export function unpackToWorker(packed: PackedToWorker): ToWorker | CloseMessage {
  if (!Array.isArray(packed)) return packed;
  const tasks: TaskMessage[] = [];
  let seenFlags = 0;
  for (let at = 1; at < packed.length;) {
    const [id, slot, fn, flags, count] = packed.slice(at, (at += 5)) as TaskFigures;
    const isChunk = (flags & CHUNK) !== 0;
    const values = isChunk ? (packed[at++] as unknown[]) : packed.slice(at, (at += count));
    tasks.push([id, slot, fn, (flags & WATCHED) !== 0, isChunk, values]);
    seenFlags |= flags;
  }
  return seenFlags & MOVING ? { kind: 'run', tasks, isMoving: true } : { kind: 'run', tasks };
}

type TaskFigures = [id: number, slot: number, fn: number, flags: number, count: number];

export function packFromWorker(message: FromWorker): PackedFromWorker {
  if (message.kind !== 'results') return message;
  const packed: PackedFromWorker = ['results'];
  for (const [id, values, failures, tookMs] of message.results) {
    packed.push(id, tookMs, failures, values.length, values.length === 1 ? values[0] : values);
  }
  return packed;
}

export function unpackFromWorker(packed: PackedFromWorker): FromWorker {
  if (!Array.isArray(packed)) return packed;
  const results: ResultMessage[] = [];
  for (let at = 1; at < packed.length; at += 5) {
    const [id, tookMs, failures, count, value] = packed.slice(at, at + 5) as PackedResult;
    results.push([id, count === 1 ? [value] : (value as unknown[]), failures, tookMs]);
  }
  return { kind: 'results', results };
}

type PackedResult = [
  id: number,
  tookMs: ResultMessage[3],
  failures: ResultMessage[2],
  count: number,
  value: unknown,
];
