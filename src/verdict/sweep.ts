import type { Cell } from '../record/run-record.js';

/** All that was measured at one value of a swept parameter. */
export interface Stop {
  at: number;
  /** By model. */
  cells: Map<string, Cell>;
}

/** The stops of one workload's sweep, by ascending value of the parameter. */
export function stopsOf(cells: Cell[], param: string): Stop[] {
  const valueOf = (cell: Cell) => Number(cell.workload.params[param]);
  const values = [...new Set(cells.map(valueOf))].sort((a, b) => a - b);
  return values.map((at) => {
    const here = cells.filter((cell) => valueOf(cell) === at);
    return { at, cells: new Map(here.map((cell) => [cell.model, cell])) };
  });
}
