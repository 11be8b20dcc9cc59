import type { RunRecord } from '../../record/run-record.js';
import type { CellResult, Judgement, WorkloadJudgement } from '../../verdict/verdict.js';

/** A run and what was said about it. */
export interface JudgedRun {
  record: RunRecord;
  judgement: Judgement;
}

/** What the run says of a workload; undefined where it has none of that key. */
export function workloadOf({ judgement }: JudgedRun, key: string): WorkloadJudgement | undefined {
  return judgement.workloads.find((workload) => workload.key === key);
}

/** What the run says of a cell; undefined where it has no such cell. */
export function resultOf(run: JudgedRun, key: string, model: string): CellResult | undefined {
  return workloadOf(run, key)?.cells.find((cell) => cell.model === model);
}
