import { WorkFailure } from '../workload/work-failure.js';
import { failCell } from './cell-run.js';
import type { CellRun } from './cell-run.js';

/** What all other models are held against. */
export const REFERENCE_MODEL = 'event-loop';

/**
 * Fails the cells of a workload whose outputs are not those of the event loop or, where that has
 * none, not those of most models.
 */
export function compareOutputs(runs: readonly CellRun[]): CellRun[] {
  const withOutputs = runs.filter(
    ({ error, outputsHash }) => error === null && outputsHash !== null,
  );
  const reference = referenceAmong(withOutputs);
  const differing = withOutputs.filter(({ outputsHash }) => outputsHash !== reference?.outputsHash);
  for (const run of differing) {
    const message = `its outputs differ from those of ${reference?.planned.model} for the same inputs`;
    failCell(run, new WorkFailure('outputs-differ', message));
  }
  return differing;
}

function referenceAmong(runs: readonly CellRun[]): CellRun | undefined {
  const votes = (run: CellRun) =>
    runs.filter(({ outputsHash }) => outputsHash === run.outputsHash).length;
  return (
    runs.find(({ planned }) => planned.model === REFERENCE_MODEL) ??
    [...runs].sort((a, b) => votes(b) - votes(a))[0]
  );
}
