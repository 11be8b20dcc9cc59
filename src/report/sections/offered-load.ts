/** Latency where tasks come at a rate of their own, from the moment at which each was to start. */
import { latencyOf, offeredLatencyOf } from '../../verdict/latency.js';
import type { Latency, LatencyTimes, OfferedLatency } from '../../verdict/latency.js';
import type { Section } from '../document.js';
import { durationField, figureField, tableOf, textField } from '../fields.js';
import type { Table } from '../table.js';
import { duration, percent, significant } from '../units.js';
import { measuredCells } from './input.js';
import type { MeasuredCell, SectionInput } from './input.js';
import { idOf, quantileChart } from './quantile-chart.js';

interface LoadedCell extends MeasuredCell {
  offered: OfferedLatency;
  /** Of the same tasks in batches, as a client sees them that waits for one before the next. */
  closed: Latency;
}

/** Nothing where no load was offered. */
export function offeredLoadSection(input: SectionInput): Section[] {
  const { load } = input.record;
  const cells = input.judgement.workloads.flatMap((workload) =>
    measuredCells(input, workload).flatMap(loaded),
  );
  if (!load || cells.length === 0) return [];
  const heading = finding(cells, load.rate);
  const workloads = [...new Set(cells.map(({ workload }) => workload))];
  return [
    {
      id: 'offered-load',
      name: 'Offered load',
      heading,
      lead: `Tasks were due at ${load.rate} per second (${load.arrivals === 'poisson' ? 'at random, as from many clients' : 'evenly'}), whether or not earlier ones were done. Solid: from due to finished. Dashed: the run alone, which is all that a client sees that sends its next task after the last one’s result.`,
      blocks: [
        ...workloads.map((workload) => ({
          kind: 'chart' as const,
          chart: chart(input, workload, cells),
        })),
        { kind: 'table', table: table(cells), isFolded: false },
      ],
      limits: `A task that had not begun ${duration(load.patienceMs)} after it was due was dropped; it counts with the time until then, so its latency is longer than what is shown. Each batch starts with nothing waiting.`,
    },
  ];
}

function loaded(cell: MeasuredCell): LoadedCell[] {
  const [offered, closed] = [offeredLatencyOf(cell.cell), latencyOf(cell.cell)];
  return offered && closed ? [{ ...cell, offered, closed }] : [];
}

function chart(input: SectionInput, workload: string, all: LoadedCell[]) {
  const cells = all.filter((cell) => cell.workload === workload);
  const title = finding(cells, input.record.load?.rate ?? 0);
  return quantileChart(
    {
      id: idOf('offered-load', workload),
      title,
      subtitle: input.environment,
      description: `${title}. Latency by share of tasks; all figures are in the table below.`,
    },
    'latency from due (dashed: run alone)',
    cells.map(({ look, offered, closed }) => ({
      look,
      solid: offered.latency.curve,
      dashed: closed.run.curve,
    })),
  );
}

/** Models closer than this are not told apart: the first of them is named. */
const noise = 1.05;

/** Where the two ways to count differ most. */
function finding(cells: LoadedCell[], rate: number): string {
  const gap = ({ offered, closed }: LoadedCell) => tailOf(offered.latency).ms / closed.run.p50;
  const worst = cells.reduce((a, b) => (gap(b) > noise * gap(a) ? b : a));
  const { name, ms } = tailOf(worst.offered.latency);
  const { dropped, tasks } = worst.offered;
  const lost = dropped > 0 ? `, and ${percent(dropped / tasks)} are dropped` : '';
  return `At ${rate} tasks/s a ${worst.workload} task with ${worst.model} takes ${duration(ms)} (${name}) from when it was due, though it runs for ${duration(worst.closed.run.p50)}${lost}`;
}

/** The highest percentile that enough tasks back. */
function tailOf({ p50, p90, p99 }: LatencyTimes): { name: string; ms: number } {
  if (p99 !== null) return { name: 'p99', ms: p99 };
  return p90 === null ? { name: 'median', ms: p50 } : { name: 'p90', ms: p90 };
}

function table(cells: LoadedCell[]): Table {
  const time = (key: string, header: string, read: (cell: LoadedCell) => number | null) =>
    durationField<LoadedCell>({ key, header }, cells, read);
  const part = (read: (offered: OfferedLatency) => number) => (cell: LoadedCell) =>
    read(cell.offered);
  const fields = [
    textField<LoadedCell>('workload', 'workload', (cell) => cell.workload),
    textField<LoadedCell>('model', 'model', (cell) => cell.model),
    figureField<LoadedCell>(
      { key: 'finishedPerSecond', header: 'finished/s' },
      significant,
      part((offered) => offered.finishedPerSecond),
    ),
    time('latencyP50Ms', 'latency, median', ({ offered }) => offered.latency.p50),
    time('latencyP90Ms', 'latency, p90', ({ offered }) => offered.latency.p90),
    time('latencyP99Ms', 'latency, p99', ({ offered }) => offered.latency.p99),
    time('offeredWaitP90Ms', 'wait, p90', ({ offered }) => offered.wait.p90),
    time('serviceP90Ms', 'run, p90', ({ offered }) => offered.service.p90),
    time('closedRunP90Ms', 'run in a batch, p90', ({ closed }) => closed.run.p90),
    time('closedRunP99Ms', 'run in a batch, p99', ({ closed }) => closed.run.p99),
    figureField<LoadedCell>(
      { key: 'lateShare', header: 'taken up late' },
      percent,
      part(({ late, tasks }) => late / tasks),
    ),
    figureField<LoadedCell>(
      { key: 'droppedShare', header: 'dropped' },
      percent,
      part(({ dropped, tasks }) => dropped / tasks),
    ),
    figureField<LoadedCell>(
      { key: 'tasks', header: 'tasks' },
      String,
      part(({ tasks }) => tasks),
    ),
  ];
  return tableOf({ id: 'offered-load', caption: 'Latency under the offered load' }, fields, cells);
}
