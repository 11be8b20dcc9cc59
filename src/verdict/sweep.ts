import type { Cell, RunRecord } from '../record/run-record.js';

/** One workload along the parameter that its suite sweeps. */
export interface Sweep {
  /** Its name, with those parameters that tell it from other sweeps of the run. */
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
  const nameOf = (cell: Cell) => keyWithout(param, cell.workload.key);
  const names = [...new Set(swept.map(nameOf))];
  return names.map((workload) => ({
    workload,
    param,
    stops: stopsOf(
      swept.filter((cell) => nameOf(cell) === workload),
      param,
    ),
  }));
}

/** `echo(via=clone)` of `echo(via=clone,bytes=1000)`. */
function keyWithout(param: string, key: string): string {
  const [, name = key, list = ''] = /^([^(]*)\((.*)\)$/.exec(key) ?? [];
  const others = list.split(',').filter((item) => !item.startsWith(`${param}=`));
  return others.join('') === '' ? name : `${name}(${others.join(',')})`;
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
