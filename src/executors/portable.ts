/**
 * Functions that can be found again elsewhere. No code travels to a thread, process or host: only
 * the address of an exported function, module URL and export name.
 */
import { NotPortableError } from '../futures/errors.js';
import { sharedState } from './shared-state.js';

/** Where another thread or process finds the function. */
export interface TaskAddress {
  moduleUrl: string;
  /** Name of the export; a dot goes one step into it, as in `default.run`. */
  exportName: string;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- any function may be marked, whatever it takes
type AnyFunction = (...args: any[]) => unknown;

const addresses = sharedState('addresses', () => new WeakMap<AnyFunction, TaskAddress>());

/**
 * Marks an exported function so that it can be found again in a thread, process or host, and
 * returns it:
 *
 *     export const square = portable(import.meta.url, function square(n: number) { return n * n; });
 *
 * @param exportName default: the function's own name. `'default'` for a default export.
 * @throws {TypeError} if the URL is none, or the function has no name and none is given.
 */
export function portable<F extends AnyFunction>(
  moduleUrl: string,
  fn: F,
  exportName: string = fn.name,
): F {
  if (typeof fn !== 'function') {
    throw new TypeError(`portable: expected a function, received ${typeof fn}`);
  }
  if (!URL.canParse(moduleUrl)) {
    throw new TypeError(`portable: expected import.meta.url, received '${moduleUrl}'`);
  }
  if (exportName === '') {
    throw new TypeError(
      'portable: the function has no name; give the name of its export as third argument',
    );
  }
  addresses.set(fn, { moduleUrl, exportName });
  return fn;
}

/** @throws {NotPortableError} unless the function was marked with `portable`. */
export function addressOf(fn: AnyFunction): TaskAddress {
  const address = addresses.get(fn);
  if (address !== undefined) return address;
  const name = fn.name === '' ? 'an anonymous function' : `function '${fn.name}'`;
  throw new NotPortableError(
    `${name} cannot be found in a thread, process or host, where no closure travels: ` +
      'export it from a module and mark it with portable(import.meta.url, fn)',
  );
}
