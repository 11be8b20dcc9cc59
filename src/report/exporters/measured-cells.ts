import type { Cell, RunRecord } from '../../record/run-record.js';
import type { CellNumbers, Judgement } from '../../verdict/verdict.js';

/** What every exporter is given: a run, and what is said about it. */
export interface ExportSource {
  record: RunRecord;
  judgement: Judgement;
}

export interface MeasuredCell {
  cell: Cell;
  numbers: CellNumbers;
}

/** The cells that have numbers, in the order of the run. A cell that failed has nothing to export. */
export function measuredCells({ record, judgement }: ExportSource): MeasuredCell[] {
  const numbersById = new Map(
    judgement.workloads.flatMap(({ cells }) => cells.map(({ id, numbers }) => [id, numbers])),
  );
  return record.cells.flatMap((cell) => {
    const numbers = numbersById.get(cell.id);
    return numbers ? [{ cell, numbers }] : [];
  });
}
