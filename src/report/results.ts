/** Judged cells as tables: one per workload for reading, one of everything for sorting and for CSV. */
import type { Judgement, WorkloadJudgement } from '../verdict/verdict.js';
import { axisValues, log2Axis } from './chart.js';
import type { Axis } from './chart.js';
import type { WorkloadBlock } from './document.js';
import { tableOf } from './fields.js';
import * as fields from './result-fields.js';
import type { ResultRow } from './result-fields.js';
import type { Strip, Table } from './table.js';
import { count } from './units.js';
import { natureDetail, natureWord } from './wording.js';

/** The table of one workload, with the strip of its speed-ups on the axis of the whole run. */
export function workloadBlock(workload: WorkloadJudgement, axis: Axis): WorkloadBlock {
  const rows = rowsOf(workload);
  const { nature, key, description } = workload;
  const parts = [
    count(workload.cells[0]?.tasks ?? 0, 'task'),
    natureWord(nature.measured),
    natureDetail(nature),
  ];
  const columns = [
    fields.model,
    fields.wall(rows),
    fields.speedUp,
    fields.interval,
    fields.comparison,
    fields.loopDelay(rows),
  ];
  const table = tableOf({ id: `workload-${key}`, caption: key }, columns, rows, isPick);
  return {
    key,
    description,
    subtitle: parts.filter((part) => part !== '').join(' · '),
    table: { ...table, strip: strip(rows, axis) },
  };
}

/** Every cell of the run with every figure. */
export function resultsTable(judgement: Judgement): Table {
  const rows = judgement.workloads.flatMap(rowsOf);
  const columns = [
    fields.workload,
    fields.model,
    fields.wall(rows),
    fields.throughput,
    fields.speedUp,
    fields.interval,
    fields.comparison,
    fields.boundedBy,
    fields.cpuPerTask(rows),
    fields.cpuSystemPerTask(rows),
    fields.voluntarySwitches,
    fields.involuntarySwitches,
    fields.starvedShare,
    fields.loopShare,
    fields.loopDelay(rows),
    fields.peakRss(rows),
    fields.gcShare,
    fields.startup(rows),
    fields.idleRss(rows),
    fields.doubts,
  ];
  return tableOf({ id: 'results', caption: 'All results' }, columns, rows, isPick);
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

function rowsOf(workload: WorkloadJudgement): ResultRow[] {
  return workload.cells.map((result) => ({ workload, result, numbers: result.numbers }));
}

function isPick({ workload: { verdict }, result }: ResultRow): boolean {
  return verdict.status === 'clear' && verdict.best?.model === result.model;
}

function strip(rows: readonly ResultRow[], axis: Axis): Strip {
  return {
    axis,
    points: rows.map(({ numbers }) => {
      if (!numbers?.speedUp) return null;
      const { value, low, high } = numbers.speedUp;
      return { value, low, high, bound: numbers.bound?.value ?? null };
    }),
  };
}
