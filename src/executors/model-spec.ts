/** How a plan writes an executor: `name[:workers[xconcurrency]]`, as in `worker-pool:2x10`. */
import { availableCpus } from './available-cpus.js';
import { closestName } from './closest-name.js';

/** The names of all models, cheapest first. */
export const MODEL_NAMES = [
  'event-loop',
  'async-pool',
  'worker-pool',
  'process-pool',
  'queue',
] as const;

/** What may stand before the colon of a model. */
export type ModelName = (typeof MODEL_NAMES)[number];

/** A model, read: which executor with how many workers and tasks in flight. */
export interface ModelSpec {
  /** The executor. */
  name: ModelName;
  /** Loops that run tasks. 1 for `event-loop` and `async-pool`. */
  workers: number;
  /** Tasks in flight on each of them. */
  concurrency: number;
}

/** A model that cannot be read. */
export class ModelError extends RangeError {
  override readonly name = 'ModelError';
}

const SHAPES: Record<ModelName, string> = {
  'event-loop': 'event-loop',
  'async-pool': 'async-pool[:CONCURRENCY]',
  'worker-pool': 'worker-pool[:WORKERS[xCONCURRENCY]]',
  'process-pool': 'process-pool[:WORKERS[xCONCURRENCY]]',
  queue: 'queue[:HOSTS[xCONCURRENCY]]',
};

/**
 * Reads a model. `cpus` in place of a number stands for the CPUs available to the process.
 *
 * @throws {ModelError} naming what is wrong and what could be meant.
 */
export function parseModel(text: string, cpus: number = availableCpus()): ModelSpec {
  const [name = '', numbers, ...rest] = text.split(':');
  if (!isModelName(name)) throw unknownModel(text, name);
  const [first, second, ...more] = numbers?.split('x') ?? [];
  if (rest.length > 0 || more.length > 0) throw malformed(text, name);
  const count = (part: string | undefined, unset: number) => {
    if (part === undefined) return unset;
    if (part === 'cpus') return cpus;
    if (!/^[1-9]\d{0,5}$/.test(part)) throw malformed(text, name);
    return Number(part);
  };
  switch (name) {
    case 'event-loop':
      if (first !== undefined) throw malformed(text, name);
      return { name, workers: 1, concurrency: 1 };
    case 'async-pool':
      if (second !== undefined) throw malformed(text, name);
      return { name, workers: 1, concurrency: count(first, defaultAsyncConcurrency(cpus)) };
    case 'worker-pool':
    case 'process-pool':
    case 'queue':
      return { name, workers: count(first, cpus), concurrency: count(second, 1) };
  }
}

/** The shortest text that reads as this model. */
export function formatModel({ name, workers, concurrency }: ModelSpec): string {
  if (name === 'event-loop') return name;
  if (name === 'async-pool') return `${name}:${concurrency}`;
  return `${name}:${workers}${concurrency === 1 ? '' : `x${concurrency}`}`;
}

/** CPython's default for threads: they wait more than they compute. */
export function defaultAsyncConcurrency(cpus: number = availableCpus()): number {
  return Math.min(32, cpus + 4);
}

function isModelName(name: string): name is ModelName {
  return (MODEL_NAMES as readonly string[]).includes(name);
}

function unknownModel(text: string, name: string): ModelError {
  const closest = closestName(name, MODEL_NAMES);
  const hint = closest === undefined ? '' : ` Did you mean '${closest}'?`;
  return new ModelError(
    `unknown model '${text}': there is ${Object.values(SHAPES).join(', ')}.${hint}`,
  );
}

function malformed(text: string, name: ModelName): ModelError {
  return new ModelError(
    `malformed model '${text}': write ${SHAPES[name]}, where a number is from 1 to 999999 or 'cpus'`,
  );
}
