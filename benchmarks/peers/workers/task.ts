/** The task of every worker: as little as can be. */
import { portable } from 'loop-or-pool/task';

export const identity = portable(import.meta.url, function identity(input: number): number {
  return input;
});
