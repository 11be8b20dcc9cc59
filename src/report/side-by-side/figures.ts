/** A table with a column per figure and run, and a row per cell. */
import type { CellResult } from '../../verdict/verdict.js';
import { absent } from '../table.js';
import type { Column, Row, Table, TableCell } from '../table.js';
import * as units from '../units.js';
import { resultOf } from './judged-run.js';
import type { JudgedRun } from './judged-run.js';

/** A cell's key figure in one run. */
export interface Figure {
  key: string;
  header: string;
  cell(result: CellResult): TableCell;
}

export const wall: Figure = {
  key: 'wallMs',
  header: 'wall time',
  cell: ({ numbers }) => {
    if (!numbers) return absent;
    const { value, low, high } = numbers.wallMs;
    const unit = units.durationUnit([value]);
    const detail = units.plusMinus(low, high, value, unit);
    return { text: units.inUnit(value, unit), detail, value, interval: { low, high } };
  },
};

export const speedUp: Figure = {
  key: 'speedUp',
  header: 'speed-up',
  cell: ({ numbers }) => {
    if (!numbers?.speedUp) return absent;
    const { value, low, high } = numbers.speedUp;
    const isReference = numbers.comparison === 'reference';
    return {
      text: units.times(value),
      ...(!isReference && { detail: units.range(low, high) }),
      value,
      interval: { low, high },
    };
  },
};

/** What a table is about. */
export interface Pivot {
  runs: readonly JudgedRun[];
  /** Of the runs. */
  labels: readonly string[];
  models: readonly string[];
  /** Workloads of which the figures must not be compared; they are marked. */
  changed: readonly string[];
}

/** The cells of some workloads; each row names its own. */
export function pivotTable(
  { id, caption }: Pick<Table, 'id' | 'caption'>,
  keys: readonly string[],
  figures: readonly Figure[],
  pivot: Pivot,
): Table {
  const columns = pivot.labels.flatMap((label, run) =>
    figures.map((figure) => runColumn(figure, label, run, figures.length > 1)),
  );
  return {
    id,
    caption,
    columns: [column('workload'), column('model'), ...columns],
    rows: keys.flatMap((key) =>
      pivot.models.flatMap((model) => pivotRow(key, model, figures, pivot)),
    ),
  };
}

/** Without the first column, for where the workload is named above. */
export function withoutWorkload({ columns, rows, ...table }: Table): Table {
  return {
    ...table,
    columns: columns.slice(1),
    rows: rows.map((row) => ({ ...row, cells: row.cells.slice(1) })),
  };
}

/** Nothing where no run has the cell. */
function pivotRow(
  key: string,
  model: string,
  figures: readonly Figure[],
  { runs, changed }: Pivot,
): Row[] {
  const results = runs.map((run) => resultOf(run, key, model));
  if (results.every((result) => result === undefined)) return [];
  const workload: TableCell = changed.includes(key)
    ? { text: key, detail: 'not the same work', value: key, tone: 'doubt' }
    : { text: key, value: key };
  const cells = results.flatMap((result) =>
    figures.map((figure) => (result ? figure.cell(result) : absent)),
  );
  return [{ isMarked: false, cells: [workload, { text: model, value: model }, ...cells] }];
}

/** Words, flush left. */
export function column(header: string): Column {
  return { key: header, header, align: 'left', dropOrder: 0 };
}

/** Where there is too little room, later runs go first. */
function runColumn({ key, header }: Figure, label: string, run: number, isOneOf: boolean): Column {
  return {
    key: `run${run + 1}.${key}`,
    header: isOneOf ? `${label}: ${header}` : label,
    align: 'right',
    dropOrder: run < 2 ? 0 : run,
    hasInterval: true,
  };
}
