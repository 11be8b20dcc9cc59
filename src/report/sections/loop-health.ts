/** How long the main loop answers nobody while the work runs. */
import { durationAxis } from '../chart.js';
import type { RangeChart } from '../chart.js';
import type { Section } from '../document.js';
import { delayField, figureField, tableOf, textField } from '../fields.js';
import type { Table } from '../table.js';
import { delay, percent } from '../units.js';
import { groupedRows, measuredCells } from './input.js';
import type { MeasuredCell, SectionInput } from './input.js';
import { loopDelayChart } from './loop-delay-chart.js';

/** A longest delay from here on is felt by whoever waits for an answer. */
const feltMs = 100;

/** Nothing where no cell was measured. */
export function loopHealthSection(input: SectionInput): Section[] {
  const cells = input.judgement.workloads.flatMap((workload) => measuredCells(input, workload));
  if (cells.length === 0) return [];
  const heading = finding(cells);
  const overTime = loopDelayChart(input, cells);
  return [
    {
      id: 'loop-health',
      name: 'Loop health',
      heading,
      lead: 'How late the main event loop got round to timers that were due: the mark is the 99th percentile, the whisker ends at the longest; the dashed lines are 10 ms and 100 ms, from where people notice. The figures at the right, where there is room, add the share of the time in which that loop was busy. A busy loop alone is no harm; a late one is.',
      blocks: [
        { kind: 'chart', chart: chart(input, cells, heading) },
        { kind: 'table', table: table(cells), isFolded: true },
        ...(overTime ? [{ kind: 'chart' as const, chart: overTime }] : []),
      ],
      limits:
        'The loop is probed about ten times a batch, at least every 75 ms: a block may have begun so much earlier than is drawn. Only the main loop is watched: under a worker or process pool the tasks’ own loops are busy instead, which harms nobody else.',
    },
  ];
}

/** Timers are due on whole milliseconds: what is shorter is no delay. */
const leastMs = 1;

function chart(input: SectionInput, cells: MeasuredCell[], title: string): RangeChart {
  const delays = cells.flatMap(({ numbers }) => [numbers.loopDelayMs.p99, numbers.loopDelayMs.max]);
  return {
    kind: 'ranges',
    id: 'loop-health',
    title,
    subtitle: input.environment,
    description: `${title}. Event-loop delay by workload and model; all figures are in the table below.`,
    looks: input.looks,
    axis: durationAxis('delay of the main event loop', delays, leastMs),
    rows: groupedRows(input, ({ model, look, numbers: { loopDelayMs, loopShare } }) => ({
      kind: 'range' as const,
      label: model,
      look,
      value: loopDelayMs.p99,
      high: loopDelayMs.max,
      mark: null,
      text: `${delay(loopDelayMs.p99)}, busy ${percent(loopShare)}`,
    })),
    guides: [10, feltMs],
    markMeaning: null,
  };
}

function finding(cells: MeasuredCell[]): string {
  const longest = ({ numbers }: MeasuredCell) => numbers.loopDelayMs.max;
  const worst = cells.reduce((a, b) => (longest(b) > longest(a) ? b : a));
  const felt = cells.filter((cell) => longest(cell) >= feltMs).length;
  return felt === 0
    ? `The main loop was never more than ${delay(longest(worst))} late`
    : `${worst.workload} with ${worst.model} silences the main loop for ${delay(longest(worst))}; ${felt} of ${cells.length} cells exceed 100 ms`;
}

function table(cells: MeasuredCell[]): Table {
  const delays = (percentile: 'p50' | 'p99' | 'max', key: string, header: string) =>
    delayField<MeasuredCell>({ key, header }, cells, ({ numbers }) => {
      return numbers.loopDelayMs[percentile];
    });
  const fields = [
    textField<MeasuredCell>('workload', 'workload', (cell) => cell.workload),
    textField<MeasuredCell>('model', 'model', (cell) => cell.model),
    delays('p50', 'loopDelayP50Ms', 'median delay'),
    delays('p99', 'loopDelayP99Ms', 'p99 delay'),
    delays('max', 'loopDelayMaxMs', 'longest delay'),
    figureField<MeasuredCell>({ key: 'loopShare', header: 'busy' }, percent, ({ numbers }) => {
      return numbers.loopShare;
    }),
  ];
  const heading = { id: 'loop-health', caption: 'Delay and load of the main event loop' };
  return tableOf(heading, fields, cells);
}
