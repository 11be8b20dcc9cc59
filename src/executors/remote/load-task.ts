/** Finds a portable function again: imports its module and follows the export's name. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { types } from 'node:util';

import { TaskLoadError } from '../../futures/errors.js';
import type { TaskAddress } from '../portable.js';
import type { Callable } from '../work.js';

/** @throws {TaskLoadError} if the module throws while it loads, or has no such function. */
export async function loadTask({ moduleUrl, exportName }: TaskAddress): Promise<Callable> {
  const found = await importModule(moduleUrl);
  const path = exportName.split('.');
  const fn = path.reduce<unknown>((value, key) => Object(value)[key] as unknown, found);
  if (typeof fn === 'function') return fn as Callable;
  throw new TaskLoadError(
    `module ${moduleUrl} exports no function '${exportName}', but ${Object.keys(found).join(', ') || 'nothing'}; ` +
      'export the function that is marked with portable, or give its export name as third argument',
  );
}

async function importModule(moduleUrl: string): Promise<Record<string, unknown>> {
  try {
    return requireModule(moduleUrl) ?? ((await import(moduleUrl)) as Record<string, unknown>);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TaskLoadError(`module ${moduleUrl} cannot be loaded: ${reason}`, { cause: error });
  }
}

/**
 * An ES module by `require`, which is the same as to import it and spares a new worker a tenth of
 * its start. Undefined if it has to be imported: CommonJS, a top-level `await`, an URL that is more
 * than a path, an error that `import` tells better; what has been evaluated is not evaluated again.
 */
function requireModule(moduleUrl: string): Record<string, unknown> | undefined {
  if (!/^file:[^?#]*\.m?js$/.test(moduleUrl)) return undefined;
  try {
    const found: unknown = createRequire(moduleUrl)(fileURLToPath(moduleUrl));
    return types.isModuleNamespaceObject(found) ? (found as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
