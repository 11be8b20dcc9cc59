import type { ProjectConfig } from '../project-config.js';
import { CONFIG_FILE } from '../project-config.js';
import { CliError } from '../cli-error.js';

/**
 * What was named, or else what the project's configuration names.
 *
 * @throws {CliError} if neither names anything: two versions of the default suite would be the same
 */
export function targetsOf(
  given: readonly string[],
  { workloads = [] }: ProjectConfig,
): readonly string[] {
  const targets = given.length > 0 ? given : workloads;
  if (targets.length > 0) return targets;
  throw new CliError('which workloads are to be measured?', 'NO_TARGETS', [
    'name workload files after the command: ./benchmarks/resize.mjs',
    `or in ${CONFIG_FILE}: { "workloads": ["benchmarks/resize.mjs"] }`,
  ]);
}
