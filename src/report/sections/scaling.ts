/** How the speed-up grows with the tasks in flight: a chart per workload, a line per kind of pool. */
import type { Cell } from '../../record/run-record.js';
import type { WorkloadJudgement } from '../../verdict/verdict.js';
import { axisValues, log2Axis } from '../chart.js';
import type { Axis, Line, LineChart } from '../chart.js';
import type { Section } from '../document.js';
import { looksOf } from '../palette.js';
import type { Look } from '../palette.js';
import { times } from '../units.js';
import { measuredCells } from './input.js';
import type { MeasuredCell, SectionInput } from './input.js';

/** One section, if the suite climbs a ladder of concurrency. */
export function scalingSection(input: SectionInput): Section[] {
  if (input.record.suite.picture !== 'scaling') return [];
  const charts = input.judgement.workloads
    .map((workload) => scalingChart(input, workload))
    .filter((chart) => chart.lines.some((line) => line.points.length > 1));
  const [first] = charts;
  if (!first) return [];
  return [
    {
      id: 'scaling',
      name: 'Scaling',
      heading: charts.length === 1 ? first.title : `${first.title}; ${charts.length} workloads`,
      lead: 'Each line is a kind of pool with more and more tasks in flight, its band the 95 % interval; the dashed line is what the law of the loop allows at most.',
      blocks: charts.map((chart) => ({ kind: 'chart' as const, chart })),
      limits: 'Beyond the last measured level the lines may bend; they are not drawn further.',
    },
  ];
}

function scalingChart(input: SectionInput, workload: WorkloadJudgement): LineChart {
  const cells = measuredCells(input, workload).filter(({ model }) => model !== 'event-loop');
  const lines = linesOf(cells);
  const levels = cells.map(({ cell }) => tasksInFlight(cell));
  const heights = lines.flatMap(({ points, bounds }) => [
    ...points.flatMap(({ y, low, high }) => axisValues({ value: y, low, high })),
    ...bounds.map(({ y }) => y),
  ]);
  const title = finding(workload.key, lines);
  const x = log2Axis('tasks in flight', levels, String);
  return {
    kind: 'lines',
    id: `scaling-${workload.key.replace(/[^\w.-]+/g, '-')}`,
    title,
    subtitle: input.environment,
    description: `${title}. ${lines.map(describe).join(' ')}`,
    looks: lines.map((line) => line.look),
    x: within(x, Math.min(...levels), Math.max(...levels)),
    y: log2Axis('speed-up over the event loop', heights),
    lines,
    crossings: [],
  };
}

function within(axis: Axis, min: number, max: number): Axis {
  const ticks = axis.ticks.filter(({ value }) => value >= min && value <= max);
  return { ...axis, min, max, ticks };
}

/** `worker-pool:2x10` and `worker-pool:4x10` are steps of one ladder; `worker-pool:2` is of another. */
function linesOf(cells: MeasuredCell[]): Line[] {
  const ladders = new Map<string, MeasuredCell[]>();
  for (const item of cells) {
    const name = ladderOf(item.cell);
    ladders.set(name, [...(ladders.get(name) ?? []), item]);
  }
  const looks = looksOf(ladders.keys());
  return looks.map((look) => ladderLine(look, ladders.get(look.model) ?? []));
}

function ladderLine(look: Look, cells: MeasuredCell[]): Line {
  const steps = cells
    .map(({ cell, numbers }) => ({ x: tasksInFlight(cell), ...numbers }))
    .sort((a, b) => a.x - b.x);
  return {
    look,
    points: steps.flatMap(({ x, speedUp }) =>
      speedUp ? [{ x, y: speedUp.value, low: speedUp.low, high: speedUp.high }] : [],
    ),
    bounds: steps.flatMap(({ x, bound }) => (bound ? [{ x, y: bound.value }] : [])),
  };
}

/** `async-pool:n`, `worker-pool:k`, `worker-pool:kx10` */
function ladderOf({ model, workers, concurrency }: Cell): string {
  const [family = model] = model.split(':', 1);
  if (workers === 1 && !model.includes('x') && family === 'async-pool') return 'async-pool:n';
  return concurrency > 1 ? `${family}:kx${concurrency}` : `${family}:k`;
}

function tasksInFlight({ workers, concurrency }: Cell): number {
  return workers * concurrency;
}

function finding(workload: string, lines: Line[]): string {
  const tops = lines.flatMap(({ look, points }) => points.map((point) => ({ look, ...point })));
  if (tops.length === 0) return `${workload} was not measured at more than one level`;
  const top = tops.reduce((a, b) => (b.y > a.y ? b : a));
  return `${workload} gains most, ${times(top.y)}, with ${top.x} tasks in flight (${top.look.model})`;
}

function describe({ look, points }: Line): string {
  const steps = points.map(({ x, y }) => `${times(y)} at ${x}`);
  return `${look.model}: ${steps.join(', ')}.`;
}
