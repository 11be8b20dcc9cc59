/** How long a single task takes from submission to result, waiting and running told apart. */
import { latencyOf } from '../../verdict/latency.js';
import type { Latency } from '../../verdict/latency.js';
import { durationAxis } from '../chart.js';
import type { LineChart, RangeChart } from '../chart.js';
import type { Section } from '../document.js';
import { durationField, figureField, tableOf, textField } from '../fields.js';
import type { Table } from '../table.js';
import { duration } from '../units.js';
import { groupedRows, measuredCells } from './input.js';
import type { MeasuredCell, SectionInput } from './input.js';
import { idOf, quantileChart } from './quantile-chart.js';

interface TimedCell extends MeasuredCell {
  latency: Latency;
}

/** Nothing where no cell has samples. */
export function latencySection(input: SectionInput): Section[] {
  const cells = input.judgement.workloads.flatMap((workload) =>
    measuredCells(input, workload).flatMap(timed),
  );
  if (cells.length === 0) return [];
  const contrast = largestContrast(cells);
  const heading = finding(contrast);
  const quantiles = quantilePlots(input, cells, contrast);
  return [
    {
      id: 'latency',
      name: 'Latency',
      heading,
      lead: 'Waiting for a slot and running are told apart: the mark is the median time that a task runs, its whisker ends at the longest; the cross is the median time that it waits first. All tasks of a batch are submitted at once, so on the event loop the last one waits for all others.',
      blocks: [
        ...quantiles.map((plot) => ({ kind: 'chart' as const, chart: plot })),
        { kind: 'chart', chart: chart(input, cells, heading) },
        { kind: 'table', table: table(cells), isFolded: true },
      ],
      limits: `Tasks of one batch, not a stream of arrivals: what --rate shows. Percentiles with fewer than ten tasks beyond them are left out; each is within 1 % of the exact one.${unplotted(cells, quantiles)}`,
    },
  ];
}

function timed(cell: MeasuredCell): TimedCell[] {
  const latency = latencyOf(cell.cell);
  return latency ? [{ ...cell, latency }] : [];
}

/** Shorter than this is below what a report needs to tell apart. */
const leastMs = 0.001;

function chart(input: SectionInput, cells: TimedCell[], title: string): RangeChart {
  const times = cells.flatMap(({ latency: { wait, run } }) => [wait.p50, run.p50, run.max]);
  const rows = groupedRows(input, (cell) => {
    const [item] = timed(cell);
    if (!item) return null;
    const { wait, run } = item.latency;
    return {
      kind: 'range' as const,
      label: item.model,
      look: item.look,
      value: run.p50,
      high: run.max,
      mark: wait.p50,
      text: `${duration(wait.p50)} + ${duration(run.p50)}`,
    };
  });
  return {
    kind: 'ranges',
    id: 'latency',
    title,
    subtitle: input.environment,
    description: `${title}. Median waiting and running time of a task by workload and model; all figures are in the table below.`,
    looks: input.looks,
    axis: {
      ...durationAxis('time of one task', times, leastMs),
      note: 'at the right: median wait + median run',
    },
    rows,
    guides: [],
    markMeaning: 'median wait for a slot',
  };
}

/** A page of many plots is not read. */
const mostPlots = 3;

/** A plot for each workload; of many workloads, for the one that the heading is about. */
function quantilePlots(
  input: SectionInput,
  cells: TimedCell[],
  contrast: Contrast | null,
): LineChart[] {
  const plotted = cells.filter(({ latency }) => latency.run.curve.length > 1);
  const workloads = [...new Set(plotted.map(({ workload }) => workload))];
  const shown =
    workloads.length <= mostPlots
      ? workloads
      : [contrast?.slow.workload ?? workloads[0]].filter((workload) => workload !== undefined);
  return shown.map((workload) =>
    quantilePlot(
      input,
      plotted.filter((cell) => cell.workload === workload),
    ),
  );
}

function quantilePlot(input: SectionInput, cells: TimedCell[]): LineChart {
  const workload = cells[0]?.workload ?? '';
  const title = `How long a ${workload} task runs, and how long it waits for its turn`;
  return quantileChart(
    {
      id: idOf('latency', workload),
      title,
      subtitle: input.environment,
      description: `${title}, by share of tasks. All figures are in the table below.`,
    },
    'run of a task (dashed: its wait)',
    cells.map(({ look, latency }) => ({
      look,
      solid: latency.run.curve,
      dashed: latency.wait.curve,
    })),
  );
}

function unplotted(cells: TimedCell[], plots: LineChart[]): string {
  const workloads = new Set(cells.map(({ workload }) => workload)).size;
  return plots.length > 0 && plots.length < workloads
    ? ` The quantiles of one workload are drawn; those of all are in the table.`
    : '';
}

interface Contrast {
  slow: TimedCell;
  fast: TimedCell;
}

/** The place where another model saves a task the most waiting. */
function largestContrast(cells: TimedCell[]): Contrast | null {
  const savings = cells.flatMap((slow) =>
    cells
      .filter((cell) => cell.workload === slow.workload && slow.model === 'event-loop')
      .map((fast) => ({ slow, fast, saved: slow.latency.wait.p50 - fast.latency.wait.p50 })),
  );
  const largest = savings.reduce<(typeof savings)[number] | null>(
    (a, b) => (a === null || b.saved > a.saved ? b : a),
    null,
  );
  return largest !== null && largest.saved > 0 ? largest : null;
}

function finding(contrast: Contrast | null): string {
  if (contrast === null) return 'How long a task waits, and how long it runs';
  const { slow, fast } = contrast;
  return `A ${slow.workload} task waits ${duration(slow.latency.wait.p50)} for its turn on the event loop, ${duration(fast.latency.wait.p50)} with ${fast.model}`;
}

function table(cells: TimedCell[]): Table {
  const time = (key: string, header: string, read: (latency: Latency) => number | null) =>
    durationField<TimedCell>({ key, header }, cells, ({ latency }) => read(latency));
  const fields = [
    textField<TimedCell>('workload', 'workload', (cell) => cell.workload),
    textField<TimedCell>('model', 'model', (cell) => cell.model),
    time('waitP50Ms', 'wait, median', ({ wait }) => wait.p50),
    time('waitP90Ms', 'wait, p90', ({ wait }) => wait.p90),
    time('waitP99Ms', 'wait, p99', ({ wait }) => wait.p99),
    time('waitMaxMs', 'wait, longest', ({ wait }) => wait.max),
    time('runP50Ms', 'run, median', ({ run }) => run.p50),
    time('runP90Ms', 'run, p90', ({ run }) => run.p90),
    time('runP99Ms', 'run, p99', ({ run }) => run.p99),
    time('runP999Ms', 'run, p99.9', ({ run }) => run.p999),
    time('runMaxMs', 'run, longest', ({ run }) => run.max),
    figureField<TimedCell>({ key: 'tasks', header: 'tasks' }, String, (cell) => {
      return cell.latency.run.count;
    }),
  ];
  return tableOf({ id: 'latency', caption: 'Waiting and running time of one task' }, fields, cells);
}
