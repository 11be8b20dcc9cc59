/** The suites that come with the package: whatever modules lie in `benchmarks/`. */
import { modulesIn } from '../workload/catalog.js';
import type { BuiltIn } from '../workload/catalog.js';
import type { Suite } from './suite.js';

const folder = new URL('../../benchmarks/', import.meta.url);

/** In alphabetical order. */
export function builtInSuites(): BuiltIn[] {
  return modulesIn(folder);
}

/** @param suite one of `builtInSuites`. */
export async function loadSuite(suite: BuiltIn): Promise<Suite> {
  const module = (await import(suite.moduleUrl)) as { default: Suite };
  return module.default;
}
