/** Judged cells as tables: one per workload for reading, one of everything for sorting and for CSV. */
import type { CellNumbers, CellResult, Judgement, WorkloadJudgement } from '../verdict/verdict.js';
import { axisValues, log2Axis } from './chart.js';
import type { Axis } from './chart.js';
import type { WorkloadBlock } from './document.js';
import { absent } from './table.js';
import type { Column, Row, Strip, Table, TableCell } from './table.js';
import * as units from './units.js';
import { boundTermWord, comparisonWord, natureDetail, natureWord } from './wording.js';

/** A column together with how it is filled from a cell's numbers. */
interface Field {
  column: Column;
  cell(numbers: CellNumbers, result: CellResult): TableCell;
}

/** The table of one workload, with the strip of its speed-ups on the axis of the whole run. */
export function workloadBlock(workload: WorkloadJudgement, axis: Axis): WorkloadBlock {
  const fields = [wall(workload.cells), speedUp, interval, comparison, loopDelay(workload.cells)];
  const tasks = workload.cells[0]?.tasks ?? 0;
  const detail = natureDetail(workload.nature);
  return {
    key: workload.key,
    description: workload.description,
    subtitle: [units.count(tasks, 'task'), natureWord(workload.nature.measured), detail]
      .filter((part) => part !== '')
      .join(' · '),
    table: {
      id: `workload-${workload.key}`,
      caption: workload.key,
      columns: [model, ...fields.map((field) => field.column)],
      rows: workload.cells.map((cell) => row(cell, workload, [modelCell(cell)], fields)),
      strip: strip(workload.cells, axis),
    },
  };
}

/** Every cell of the run with every figure. */
export function resultsTable(judgement: Judgement): Table {
  const cells = judgement.workloads.flatMap((workload) => workload.cells);
  const fields = [
    wall(cells),
    throughput,
    speedUp,
    interval,
    comparison,
    boundedBy,
    cpuPerTask(cells),
    loopShare,
    loopDelay(cells),
    peakRss(cells),
    gcShare,
    startup(cells),
    idleRss(cells),
    doubts,
  ];
  return {
    id: 'results',
    caption: 'All results',
    columns: [workloadColumn, model, ...fields.map((field) => field.column)],
    rows: judgement.workloads.flatMap((workload) =>
      workload.cells.map((cell) =>
        row(cell, workload, [{ text: workload.key, value: workload.key }, modelCell(cell)], fields),
      ),
    ),
  };
}

/** One axis for all speed-ups of a run, so that the eye can compare workloads. */
export function speedUpAxis(judgement: Judgement): Axis {
  const values = judgement.workloads.flatMap((workload) =>
    workload.cells.flatMap(({ numbers }) =>
      numbers?.speedUp ? [...axisValues(numbers.speedUp), numbers.bound?.value ?? 1] : [],
    ),
  );
  return {
    ...log2Axis('speed-up over the event loop', values),
    note: 'grey: within 5 %, counts as the same',
  };
}

function row(
  result: CellResult,
  workload: WorkloadJudgement,
  leading: TableCell[],
  fields: Field[],
): Row {
  const { numbers } = result;
  const { status, best } = workload.verdict;
  const isMarked = status === 'clear' && best?.model === result.model;
  if (numbers === null) {
    return { isMarked, cells: [...leading, ...fields.map((field) => missing(field, result))] };
  }
  return { isMarked, cells: [...leading, ...fields.map((field) => field.cell(numbers, result))] };
}

/** The reason stands where the result would. */
function missing({ column }: Field, { failure }: CellResult): TableCell {
  if (column.key !== 'comparison') return absent;
  const text = failure ? `failed: ${failure.kind}` : 'no samples';
  return { text, value: text, tone: 'doubt' };
}

function strip(cells: CellResult[], axis: Axis): Strip {
  return {
    axis,
    points: cells.map(({ numbers }) =>
      numbers?.speedUp
        ? {
            value: numbers.speedUp.value,
            low: numbers.speedUp.low,
            high: numbers.speedUp.high,
            bound: numbers.bound?.value ?? null,
          }
        : null,
    ),
  };
}

const workloadColumn: Column = { key: 'workload', header: 'workload', align: 'left', dropOrder: 0 };
const model: Column = { key: 'model', header: 'model', align: 'left', dropOrder: 0 };

function modelCell(cell: CellResult): TableCell {
  return { text: cell.model, value: cell.model };
}

function numbersOf(cells: CellResult[]): CellNumbers[] {
  return cells.flatMap((cell) => cell.numbers ?? []);
}

function wall(cells: CellResult[]): Field {
  const unit = units.durationUnit(numbersOf(cells).map((numbers) => numbers.wallMs.value));
  return {
    column: right('wallMs', 'wall time', 2, true),
    cell: ({ wallMs: { value, low, high } }) => ({
      text: units.inUnit(value, unit),
      detail: units.plusMinus(low, high, value, unit),
      value,
      interval: { low, high },
    }),
  };
}

const throughput: Field = {
  column: right('tasksPerSecond', 'tasks/s', 10, true),
  cell: ({ tasksPerSecond: { value, low, high } }) => ({
    text: units.significant(value),
    value,
    interval: { low, high },
  }),
};

const speedUp: Field = {
  column: right('speedUp', 'speed-up', 0, true),
  cell: ({ speedUp: estimate, bound, comparison: result }) =>
    estimate === null
      ? absent
      : {
          text: units.times(estimate.value),
          ...(bound && result !== 'reference' && { detail: `of ${units.bound(bound.value)}` }),
          value: estimate.value,
          interval: { low: estimate.low, high: estimate.high },
        },
};

/** Words for people; CSV has the ends already beside the speed-up. */
const interval: Field = {
  column: { key: 'interval', header: '95 % interval', align: 'left', dropOrder: 9 },
  cell: ({ speedUp: estimate, comparison: result }) =>
    estimate === null || result === 'reference'
      ? absent
      : { text: units.range(estimate.low, estimate.high), value: null },
};

const comparison: Field = {
  column: { key: 'comparison', header: 'result', align: 'left', dropOrder: 1 },
  cell: (numbers) => ({ ...comparisonWord(numbers.comparison), value: numbers.comparison }),
};

const boundedBy: Field = {
  column: { key: 'bound', header: 'bound set by', align: 'left', dropOrder: 11 },
  cell: ({ bound }) =>
    bound === null ? absent : { text: boundTermWord(bound.limitedBy), value: bound.value },
};

function cpuPerTask(cells: CellResult[]): Field {
  const unit = units.durationUnit(numbersOf(cells).map((numbers) => numbers.cpuMsPerTask));
  return {
    column: right('cpuMsPerTask', 'CPU per task', 8),
    cell: ({ cpuMsPerTask: value }) => ({ text: units.inUnit(value, unit), value }),
  };
}

const loopShare: Field = {
  column: right('loopShare', 'main loop busy', 11),
  cell: ({ loopShare: value }) => ({ text: units.percent(value), value }),
};

/** A median wait of 10 ms or a longest one of 100 ms is felt by everything else on the loop. */
const feltDelayMs = { p50: 10, max: 100 };

function loopDelay(cells: CellResult[]): Field {
  const unit = units.durationUnit(numbersOf(cells).map((numbers) => numbers.loopDelayMs.p99));
  return {
    column: right('loopDelayP99Ms', 'delay p99', 7),
    cell: ({ loopDelayMs: { p50, p99, max } }) => ({
      text: units.inUnit(p99, unit),
      value: p99,
      ...((p50 >= feltDelayMs.p50 || max >= feltDelayMs.max) && {
        detail: '!',
        tone: 'doubt' as const,
      }),
    }),
  };
}

function peakRss(cells: CellResult[]): Field {
  const unit = units.byteUnit(numbersOf(cells).map((numbers) => numbers.peakRssBytes));
  return {
    column: right('peakRssBytes', 'peak memory', 9),
    cell: ({ peakRssBytes: value }) => ({ text: units.inUnit(value, unit), value }),
  };
}

function idleRss(cells: CellResult[]): Field {
  const unit = units.byteUnit(numbersOf(cells).map((numbers) => numbers.idleRssBytes));
  return {
    column: right('idleRssBytes', 'idle memory', 13),
    cell: ({ idleRssBytes: value }) => ({ text: units.inUnit(value, unit), value }),
  };
}

const gcShare: Field = {
  column: right('gcShare', 'GC', 12),
  cell: ({ gcShare: value }) => ({ text: units.percent(value), value }),
};

function startup(cells: CellResult[]): Field {
  const unit = units.durationUnit(numbersOf(cells).map((numbers) => numbers.startupMs));
  return {
    column: right('startupMs', 'start-up', 12),
    cell: ({ startupMs: value }) => ({ text: units.inUnit(value, unit), value }),
  };
}

const doubts: Field = {
  column: { key: 'warnings', header: 'warnings', align: 'left', dropOrder: 14 },
  cell: (_, { warnings }) =>
    warnings.length === 0
      ? { text: '', value: null }
      : { text: warnings.join(' '), value: warnings.join(' ') },
};

function right(key: string, header: string, dropOrder: number, hasInterval = false): Column {
  return { key, header, align: 'right', dropOrder, hasInterval };
}
