/** Plan -> RunRecord. Emits what happens as events; draws and prints nothing. */
import type { Sample, CellFailure } from './record/run-record.js';

/** What a run tells while it goes on; always emitted between samples, never while one runs. */
export type RunEvent =
  | { kind: 'started'; cells: number; plannedMs: number; seed: number }
  | { kind: 'sampled'; cellId: string; processIndex: number; sample: Sample; doneShare: number }
  | { kind: 'cell-failed'; cellId: string; failure: CellFailure }
  | { kind: 'cell-finished'; cellId: string; finishedCells: number; cells: number }
  | { kind: 'finished'; elapsedMs: number };
