/** What there is to measure. Loads every workload and suite; the build writes the result down. */
import { builtInSuites, loadSuite } from '../plan/catalog.js';
import { builtInWorkloads } from '../workload/catalog.js';
import { loadWorkload } from '../workload/load.js';

/** A name, and what is said of it. */
export type Line = readonly [name: string, text: string];

export interface Listing {
  workloads: Line[];
  suites: Line[];
}

export async function listing(): Promise<Listing> {
  return {
    workloads: await Promise.all(
      builtInWorkloads().map(async ({ name, moduleUrl }): Promise<Line> => {
        const { description, params = {} } = await loadWorkload(moduleUrl);
        const defaults = Object.entries(params).map(([param, value]) => `${param}=${value}`);
        return [name, description + (defaults.length > 0 ? ` (${defaults.join(', ')})` : '')];
      }),
    ),
    suites: await Promise.all(
      builtInSuites().map(async (suite): Promise<Line> => {
        const { description } = await loadSuite(suite);
        return [suite.name, description];
      }),
    ),
  };
}
