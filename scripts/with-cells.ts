import type { RunRecord } from '../src/record/run-record.js';

/** The cells of the run over and over, each turn under names of its own, to see something at scale. */
export function withCells(run: RunRecord, count: number): RunRecord {
  const repeated = Array.from({ length: count }, (_, i) => {
    const source = run.cells[i % run.cells.length];
    if (!source) throw new Error(`the run ${run.id} has no cells`);
    const turn = Math.floor(i / run.cells.length);
    const key = turn === 0 ? source.workload.key : `${source.workload.key}-${turn}`;
    return { ...source, id: `${key}/${source.model}`, workload: { ...source.workload, key } };
  });
  return { ...run, cells: repeated };
}
