import { fileURLToPath } from 'node:url';

/** Path of a small workload file as a user might write it; tests run from `dist/`. */
export function fixture(file: string): string {
  return fileURLToPath(new URL(`../../../test/fixtures/workloads/${file}`, import.meta.url));
}
