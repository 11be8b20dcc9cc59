/** A workload is one kind of work as data: what to run, with which parameters, and how to check it. */

import type { Transferable } from '../executors/executor.js';

/** A parameter's value; its type is fixed by the default given in `params`. */
export type ParamValue = number | string | boolean;
/** Parameters by name. */
export type Params = Record<string, ParamValue>;

/** The author's claim of what the work is made of. The tool measures it and says when it is wrong. */
export type Nature = 'cpu' | 'io' | 'mixed';

/** A `1e6` in a declaration has the literal type; a caller may pass any other number. */
export type Widened<P extends Params> = { [K in keyof P]: WidenedValue<P[K]> };
type WidenedValue<V extends ParamValue> = V extends number
  ? number
  : V extends string
    ? string
    : boolean;

/** What `setup` made, and how to undo it. */
export interface Prepared<C> {
  /** Handed to `inputs` and `verify`; must survive JSON. */
  context: C;
  /** Called once after the run, also after a failed one. */
  teardown?(): void | Promise<void>;
}

/** What `inputs` may draw on. It must return the same inputs each time: every model gets them anew. */
export interface InputRequest<P extends Params, C> {
  /** The parameters of this run: defaults, and what was given. */
  params: Widened<P>;
  /** What `setup` made; null without one. */
  context: C;
  /** How many inputs are wanted. */
  tasks: number;
}

/** One kind of work, as `defineWorkload` takes it. */
export interface Workload<P extends Params = Params, C = unknown, I = unknown, O = unknown> {
  /** Lower-case words joined by `-`; unique among the workloads of a run. */
  name: string;
  /** What the author takes it for. */
  nature: Nature;
  /** Half a sentence for tables: "counts the primes below a limit". */
  description: string;
  /** Names, types and defaults of the parameters. Default: none. */
  params?: P;
  /** Makes what the tasks need (a server, files), once per run. Default: nothing. */
  setup?(params: Widened<P>): Prepared<C> | Promise<Prepared<C>>;
  /** The input of each task. Default: the parameters, `tasks` times. */
  inputs?(request: InputRequest<P, C>): I[];
  /**
   * Objects of an input to move to where it runs instead of copying them, as in `postMessage`; where
   * nothing can be moved, they are copied. Default: none.
   */
  transfer?(input: I, request: Pick<InputRequest<P, C>, 'params'>): readonly Transferable[];
  /** The work itself. Runs on the loop, in a thread, in a process or on another host. */
  run(input: I): O | Promise<O>;
  /** Throws if the outputs, in input order, are not what they should be. Default: anything goes. */
  verify?(outputs: O[], request: InputRequest<P, C>): void | Promise<void>;
}

/**
 * Declares a workload, as the default export of a module.
 *
 * @throws {TypeError} naming every field that is missing or of the wrong type.
 */
export function defineWorkload<P extends Params = Params, C = null, I = Widened<P>, O = unknown>(
  workload: Workload<P, C, I, O>,
): Workload<P, C, I, O> {
  const problems = workloadProblems(workload);
  if (problems.length > 0) throw new TypeError(`defineWorkload: ${problems.join('; ')}`);
  return workload;
}

/** Everything that is wrong with a value that should be a workload; empty when nothing is. */
export function workloadProblems(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) {
    return [
      `expected an object with name, nature, description and run, received ${describe(value)}`,
    ];
  }
  const workload = value as Record<string, unknown>;
  const problems: string[] = [];
  const expect = (field: string, isRight: boolean, wanted: string) => {
    if (!isRight)
      problems.push(`${field}: expected ${wanted}, received ${describe(workload[field])}`);
  };
  const isOptionalFunction = (field: string) =>
    workload[field] === undefined || typeof workload[field] === 'function';

  expect(
    'name',
    typeof workload['name'] === 'string' && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(workload['name']),
    'lower-case words joined by "-"',
  );
  expect(
    'nature',
    ['cpu', 'io', 'mixed'].includes(workload['nature'] as string),
    "'cpu', 'io' or 'mixed'",
  );
  expect('description', typeof workload['description'] === 'string', 'a string');
  expect('params', isParams(workload['params']), 'an object of numbers, strings and booleans');
  expect('run', typeof workload['run'] === 'function', 'a function');
  for (const field of ['setup', 'inputs', 'transfer', 'verify']) {
    expect(field, isOptionalFunction(field), 'a function or nothing');
  }
  return problems;
}

function isParams(value: unknown): boolean {
  if (value === undefined) return true;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).every((item) =>
    ['number', 'string', 'boolean'].includes(typeof item),
  );
}

function describe(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : value === null ? 'null' : typeof value;
}
