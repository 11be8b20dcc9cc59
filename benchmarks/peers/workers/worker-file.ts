import { fileURLToPath } from 'node:url';

/** Path of a worker's module in this folder. */
export function workerFile(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}
