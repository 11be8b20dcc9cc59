/** The run beside earlier ones of the same cells, where a history has them. */
import type { Trend, TrendPoint } from '../../history/trend.js';
import type { RunRecord } from '../../record/run-record.js';
import type { Section } from '../document.js';
import { durationField, figureField, tableOf, textField } from '../fields.js';
import type { Table } from '../table.js';
import { trendChart } from '../trend-chart.js';
import { rangeOf, signedPercent } from '../trend-words.js';
import { count } from '../units.js';
import { measuredCells } from './input.js';
import type { MeasuredCell, SectionInput } from './input.js';

/** Fewer runs are no level to be above or below of. */
const FEWEST_RUNS = 3;

/** A cell that was measured before. */
interface Known extends MeasuredCell {
  trend: Trend;
  runs: number;
  /** Median since the last change. */
  usualMs: number;
}

/**
 * Nothing where no cell has earlier runs enough.
 *
 * @param past of the run's cells under the same machine, Node and settings, without the run itself
 */
export function historySection(input: SectionInput, past: readonly Trend[]): Section[] {
  const cells = input.judgement.workloads.flatMap((workload) =>
    measuredCells(input, workload).flatMap((cell) => known(cell, past)),
  );
  const [farthest] = cells.toSorted((a, b) => Math.abs(moved(b)) - Math.abs(moved(a)));
  if (!farthest) return [];
  const trend = withRun(farthest, input.record);
  const trendTitle = `${farthest.cell.id}: ${count(farthest.runs, 'earlier run')}, then this one`;
  return [
    {
      id: 'history',
      name: 'History',
      heading: finding(farthest),
      lead: 'Wall time of a batch beside the level of earlier runs on the same machine, Node and settings. The picture shows the cell that lies farthest away: a point for each run with its 95 % interval, the level dashed, the last point this run.',
      blocks: [
        { kind: 'chart', chart: trendChart(trend, 'history', trendTitle) },
        { kind: 'table', table: table(cells), isFolded: false },
      ],
      limits:
        'Levels move between runs for reasons of the machine. A cell that is far from its level is a suspect; compare measures both versions in turns.',
    },
  ];
}

function finding(farthest: Known): string {
  const isUsual = Math.abs(ratio(farthest) - 1) < 0.05;
  return isUsual
    ? 'Every cell is within 5 % of its usual time'
    : `${farthest.cell.id} is farthest from its usual time: ${signedPercent(ratio(farthest))}`;
}

function known(cell: MeasuredCell, past: readonly Trend[]): Known[] {
  const trend = past.find(({ cellId }) => cellId === cell.cell.id);
  const stretch = trend?.stretches.at(-1);
  const usualMs = stretch?.levels.at(-1)?.value;
  const runs = stretch?.points.length ?? 0;
  if (!trend || usualMs === undefined || runs < FEWEST_RUNS) return [];
  return [{ ...cell, trend, runs, usualMs }];
}

function ratio({ numbers, usualMs }: Known): number {
  return numbers.wallMs.value / usualMs;
}

/** The same distance for twice and for half the time. */
function moved(cell: Known): number {
  return Math.log(ratio(cell));
}

/** The latest stretch with this run at its end. */
function withRun({ trend, numbers }: Known, { id, startedAt, source }: RunRecord): Trend {
  const { value, low, high } = numbers.wallMs;
  const point: TrendPoint = {
    ...{ runId: id, startedAt: new Date(startedAt), value, low, high },
    ...{ commit: source?.commit ?? null, isDirty: source?.dirty ?? false },
  };
  const stretches = trend.stretches
    .slice(-1)
    .map((stretch) => ({ ...stretch, points: [...stretch.points, point] }));
  return { ...trend, stretches };
}

function table(cells: Known[]): Table {
  const changeOf = ({ trend }: Known) => trend.stretches.at(-1)?.changes.at(-1);
  const fields = [
    textField<Known>('workload', 'workload', ({ workload }) => workload),
    textField<Known>('model', 'model', ({ model }) => model),
    durationField({ key: 'wallMs', header: 'this run' }, cells, ({ numbers }) => {
      return numbers.wallMs.value;
    }),
    durationField({ key: 'usualMs', header: 'usual' }, cells, ({ usualMs }) => usualMs),
    figureField<Known>({ key: 'ratio', header: 'against usual' }, signedPercent, ratio),
    figureField<Known>({ key: 'runs', header: 'earlier runs' }, String, ({ runs }) => runs),
    textField<Known>('change', 'latest change', (cell) => {
      const change = changeOf(cell);
      return change ? `${signedPercent(change.ratio.value)} ${rangeOf(change)}` : 'none';
    }),
  ];
  return tableOf({ id: 'history', caption: 'Each cell beside its earlier runs' }, fields, cells);
}
