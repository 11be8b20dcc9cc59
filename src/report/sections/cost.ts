/** What each model takes for its speed: CPU time, memory, start-up. */
import type { Section } from '../document.js';
import { absent } from '../table.js';
import type { Column, Table, TableCell } from '../table.js';
import * as units from '../units.js';
import { measuredCells } from './input.js';
import type { MeasuredCell, SectionInput } from './input.js';

/** Nothing where no cell was measured. */
export function costSection(input: SectionInput): Section[] {
  const cells = input.judgement.workloads.flatMap((workload) => measuredCells(input, workload));
  if (cells.length === 0) return [];
  return [
    {
      id: 'cost',
      name: 'Cost',
      heading: finding(cells),
      lead: 'CPU time counts every thread and child. Memory is the resident size of the whole process tree. Speed-up per loop is what each further event loop brings.',
      blocks: [{ kind: 'table', table: table(cells), isFolded: false }],
      limits:
        'Resident size counts memory that processes share once for each of them, and what V8 has not yet given back.',
    },
  ];
}

function finding(cells: MeasuredCell[]): string {
  const peak = ({ numbers }: MeasuredCell) => numbers.peakRssBytes;
  const dearest = cells.reduce((a, b) => (peak(b) > peak(a) ? b : a));
  const alone = cells.find(
    (cell) => cell.workload === dearest.workload && cell.model === 'event-loop',
  );
  const most = `${dearest.model} takes most memory: ${units.byteSize(peak(dearest))} (${dearest.workload})`;
  return alone && alone !== dearest
    ? `${most}, ${units.times(peak(dearest) / peak(alone))} the event loop’s`
    : most;
}

function table(cells: MeasuredCell[]): Table {
  const fields = [
    speedUpPerLoop,
    cpuPerTask(cells),
    cpuRatio(cells),
    memory(cells, 'peakRssBytes', 'peak memory'),
    memory(cells, 'idleRssBytes', 'idle memory'),
    startup(cells),
    collection,
  ];
  return {
    id: 'cost',
    caption: 'Cost of each cell',
    columns: [
      { key: 'workload', header: 'workload', align: 'left', dropOrder: 0 },
      { key: 'model', header: 'model', align: 'left', dropOrder: 0 },
      ...fields.map(({ key, header }, index): Column => {
        return { key, header, align: 'right', dropOrder: index };
      }),
    ],
    rows: cells.map((cell) => ({
      isMarked: false,
      cells: [
        { text: cell.workload, value: cell.workload },
        { text: cell.model, value: cell.model },
        ...fields.map((field) => field.cell(cell)),
      ],
    })),
  };
}

interface Field {
  key: string;
  header: string;
  cell(cell: MeasuredCell): TableCell;
}

const speedUpPerLoop: Field = {
  key: 'speedUpPerLoop',
  header: 'speed-up per loop',
  cell: ({ cell, numbers: { speedUp } }) => {
    if (speedUp === null) return absent;
    const value = speedUp.value / cell.workers;
    return { text: units.times(value), value };
  },
};

function cpuPerTask(cells: MeasuredCell[]): Field {
  const unit = units.durationUnit(cells.map(({ numbers }) => numbers.cpuMsPerTask));
  return {
    key: 'cpuMsPerTask',
    header: 'CPU per task',
    cell: ({ numbers: { cpuMsPerTask: value } }) => ({ text: units.inUnit(value, unit), value }),
  };
}

/** What handing tasks over costs, as CPU time against the same work on the event loop. */
function cpuRatio(cells: MeasuredCell[]): Field {
  return {
    key: 'cpuOverEventLoop',
    header: 'CPU over event loop',
    cell: ({ workload, numbers }) => {
      const alone = cells.find((cell) => cell.workload === workload && cell.model === 'event-loop');
      if (!alone || alone.numbers.cpuMsPerTask === 0) return absent;
      const value = numbers.cpuMsPerTask / alone.numbers.cpuMsPerTask;
      return { text: units.times(value), value };
    },
  };
}

function memory(
  cells: MeasuredCell[],
  key: 'peakRssBytes' | 'idleRssBytes',
  header: string,
): Field {
  const unit = units.byteUnit(cells.map(({ numbers }) => numbers[key]));
  return {
    key,
    header,
    cell: ({ numbers }) => ({ text: units.inUnit(numbers[key], unit), value: numbers[key] }),
  };
}

function startup(cells: MeasuredCell[]): Field {
  const unit = units.durationUnit(cells.map(({ numbers }) => numbers.startupMs));
  return {
    key: 'startupMs',
    header: 'start-up',
    cell: ({ numbers: { startupMs: value } }) => ({ text: units.inUnit(value, unit), value }),
  };
}

const collection: Field = {
  key: 'gcShare',
  header: 'GC',
  cell: ({ numbers: { gcShare: value } }) => ({ text: units.percent(value), value }),
};
