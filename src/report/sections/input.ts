/** What sections are made from. */
import type { Cell, RunRecord } from '../../record/run-record.js';
import type { CellNumbers, Judgement, WorkloadJudgement } from '../../verdict/verdict.js';
import type { HeadingRow } from '../chart.js';
import type { Look } from '../palette.js';

export interface SectionInput {
  record: RunRecord;
  judgement: Judgement;
  looks: Look[];
  /** Tool, Node and machine in one line. */
  environment: string;
}

/** A cell that was measured: what was recorded, what was judged, and how it is drawn. */
export interface MeasuredCell {
  workload: string;
  model: string;
  look: Look;
  cell: Cell;
  numbers: CellNumbers;
}

/** The measured cells of one workload, in the order of the suite. */
export function measuredCells(input: SectionInput, workload: WorkloadJudgement): MeasuredCell[] {
  return workload.cells.flatMap(({ id, model, numbers }) => {
    const cell = input.record.cells.find((candidate) => candidate.id === id);
    const look = input.looks.find((candidate) => candidate.model === model);
    return numbers && cell && look ? [{ workload: workload.key, model, look, cell, numbers }] : [];
  });
}

/** Rows by workload, each group under its name; a workload without rows is left out. */
export function groupedRows<R>(
  input: SectionInput,
  row: (cell: MeasuredCell) => R | null,
): (HeadingRow | R)[] {
  return input.judgement.workloads.flatMap((workload) => {
    const rows = measuredCells(input, workload).flatMap((cell) => row(cell) ?? []);
    return rows.length > 0 ? [{ kind: 'heading' as const, label: workload.key }, ...rows] : [];
  });
}
