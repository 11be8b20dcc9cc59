import type { Workload } from './define-workload.js';
import { workloadProblems } from './define-workload.js';

/** A workload's module cannot be loaded, or does not define a workload. */
export class WorkloadError extends Error {
  override readonly name = 'WorkloadError';
}

/**
 * Imports a module and returns the workload that is its default export.
 * It runs the module's code: call it in cells and workers, never in the process that measures.
 *
 * @param moduleUrl file: URL of plain JavaScript.
 * @throws {WorkloadError} naming every field that is missing or wrong; what the module throws, as it is.
 */
export async function loadWorkload(moduleUrl: string): Promise<Workload> {
  const module = (await import(moduleUrl)) as { default?: unknown };
  const problems = workloadProblems(module.default);
  if (problems.length > 0) {
    throw new WorkloadError(
      `its default export is not a workload: ${problems.join('; ')}\n` +
        '  try: export default defineWorkload({ name, nature, description, run })',
    );
  }
  return module.default as Workload;
}
