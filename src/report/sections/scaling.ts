/** How the speed-up grows with the size of a pool: a chart per workload, a line per kind of pool. */
import { bestPool } from '../../verdict/scaling.js';
import type { Scaling } from '../../verdict/verdict.js';
import { axisValues, log2Axis } from '../chart.js';
import type { Axis, CrossingMark, Line, LineChart } from '../chart.js';
import type { Section } from '../document.js';
import { looksOf } from '../palette.js';
import type { Look } from '../palette.js';
import { significant } from '../units.js';
import type { SectionInput } from './input.js';
import { scalingFinding, scalingTable } from './scaling-words.js';

/** One section, if the suite climbs a ladder of sizes. */
export function scalingSection(input: SectionInput): Section[] {
  const { record, judgement } = input;
  if (record.suite.picture !== 'scaling' || judgement.scalings.length === 0) return [];
  const workloads = [...new Set(judgement.scalings.map(({ workload }) => workload))];
  const groups = workloads.map((key) => judgement.scalings.filter((one) => one.workload === key));
  return [
    {
      id: 'scaling',
      name: 'Scaling',
      heading: groups.map((group) => scalingFinding(bestPool(group))).join('; '),
      lead: 'Each colour is a kind of pool with more and more tasks in flight. Marks are measured, with the 95 % interval as a band; the solid line through them is the universal scalability law where it fits, the dotted line the most that the law of the loop allows.',
      isAnswer: true,
      blocks: [
        ...groups.map((group) => ({ kind: 'chart' as const, chart: scalingChart(input, group) })),
        { kind: 'table', table: scalingTable(judgement.scalings), isFolded: false },
      ],
      limits:
        'Beyond the last measured size the lines may bend; they are not drawn further. Tasks that share one turn of the loop may each cost less than one alone, and then pass the dotted line. A pool that is enough for one workload alone may be too small beside others.',
    },
  ];
}

function scalingChart({ record, environment }: SectionInput, group: Scaling[]): LineChart {
  const looks = looksOf(group.map(({ pool }) => pool));
  const lines = group.map((scaling, index) => scalingLine(scaling, looks[index]));
  const [workload = ''] = group.map((scaling) => scaling.workload);
  const title = `${workload}: ${group.map((scaling) => scalingFinding(scaling, '')).join('; ')}`;
  const levels = group.flatMap((scaling) => scaling.levels);
  const inFlight = levels.map(({ tasksInFlight }) => tasksInFlight);
  const heights = levels.flatMap(({ speedUp }) => axisValues(speedUp));
  const x = log2Axis('tasks in flight', inFlight, String);
  return {
    kind: 'lines',
    id: `scaling-${workload.replace(/[^\w.-]+/g, '-').replace(/-$/, '')}`,
    title,
    subtitle: environment,
    description: `${title}.`,
    looks,
    x: within(x, Math.min(...inFlight), Math.max(...inFlight)),
    y: log2Axis('speed-up over the event loop', [
      ...heights,
      ...lines.flatMap(({ bounds }) => bounds.map(({ y }) => y)),
    ]),
    lines,
    crossings: [
      ...cpuMark(record.environment.cpus, inFlight),
      ...group.flatMap((scaling, index) => kneeMark(scaling, looks[index])),
    ],
  };
}

function within(axis: Axis, min: number, max: number): Axis {
  const ticks = axis.ticks.filter(({ value }) => value >= min && value <= max);
  return { ...axis, min, max, ticks };
}

function scalingLine({ pool, levels, curves }: Scaling, look: Look | undefined): Line {
  const asPoint = ({ tasksInFlight, speedUp }: { tasksInFlight: number; speedUp: number }) => ({
    x: tasksInFlight,
    y: speedUp,
  });
  return {
    look: look ?? { model: pool, family: 'queue', variant: 0 },
    points: levels.map(({ tasksInFlight, speedUp: { value, low, high } }) => ({
      x: tasksInFlight,
      y: value,
      low,
      high,
    })),
    bounds: curves.bound.map(asPoint),
    ...(curves.law.length > 0 && { curve: curves.law.map(asPoint) }),
  };
}

function cpuMark(cpus: number, inFlight: number[]): CrossingMark[] {
  if (cpus <= Math.min(...inFlight) || cpus >= Math.max(...inFlight)) return [];
  return [{ low: cpus, at: cpus, high: cpus, label: `${cpus} CPUs`, labelAt: 'bottom' }];
}

function kneeMark({ knee, curves }: Scaling, look: Look | undefined): CrossingMark[] {
  if (!knee || !look) return [];
  const height = Math.max(...curves.law.map(({ speedUp }) => speedUp));
  const label = `${look.model} peaks at ${significant(knee.value, 2)}`;
  return [{ low: knee.low, at: knee.value, high: knee.high, label, look, height }];
}
