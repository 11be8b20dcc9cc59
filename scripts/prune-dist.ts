/**
 * Removes what the compiler wrote for sources that are gone, so that an old workload is not listed
 * and an old module not imported. Runs after every build.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const compiled = /\.(?:js|d\.ts)$/;

for (const folder of ['src', 'workloads', 'benchmarks', 'scripts', 'test']) {
  for (const file of filesBelow(join('dist', folder))) {
    const source = file.replace(compiled, '.ts');
    if (compiled.test(file) && !existsSync(join(root, folder, source))) {
      rmSync(join(root, 'dist', folder, file));
    }
  }
}

function filesBelow(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
}
