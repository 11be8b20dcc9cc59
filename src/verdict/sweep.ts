import type { Cell, RunRecord } from '../record/run-record.js';

/** One workload along the parameter that its suite sweeps. */
export interface Sweep {
  workload: string;
  param: string;
  stops: Stop[];
}

/** All that was measured at one value of a swept parameter. */
export interface Stop {
  at: number;
  /** By model. */
  cells: Map<string, Cell>;
}

/** The sweeps of a run, by workload; none where the suite sweeps nothing that is a number. */
export function sweepsOf({ suite, cells }: RunRecord): Sweep[] {
  const param = suite.sweptParam;
  if (param === null) return [];
  const swept = cells.filter(
    ({ error, workload }) => !error && typeof workload.params[param] === 'number',
  );
  const names = [...new Set(swept.map((cell) => cell.workload.name))];
  return names.map((workload) => ({
    workload,
    param,
    stops: stopsOf(
      swept.filter((cell) => cell.workload.name === workload),
      param,
    ),
  }));
}

/** The models that were measured at any of the stops. */
export function modelsOf(stops: Stop[]): string[] {
  return [...new Set(stops.flatMap(({ cells }) => [...cells.keys()]))];
}

/** By ascending value of the parameter. */
function stopsOf(cells: Cell[], param: string): Stop[] {
  const valueOf = (cell: Cell) => Number(cell.workload.params[param]);
  const values = [...new Set(cells.map(valueOf))].sort((a, b) => a - b);
  return values.map((at) => {
    const here = cells.filter((cell) => valueOf(cell) === at);
    return { at, cells: new Map(here.map((cell) => [cell.model, cell])) };
  });
}
