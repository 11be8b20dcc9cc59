/** Cells whose samples began before V8 was done with their code. */
import type { Cell } from './run-record.js';

/** The warning that stands in such a cell, and by which it is known. */
export const STILL_OPTIMISED =
  'V8 was still at work on its code when the samples began: in a process that lives longer it becomes ' +
  'faster than this; a larger --budget or --rigorous warms it up for longer';

export function wasStillOptimised({ warnings }: Pick<Cell, 'warnings'>): boolean {
  return warnings.includes(STILL_OPTIMISED);
}
