/** The speed-ups of all runs in one chart: a row for each cell and run. */
import type { Bound, Estimate } from '../../verdict/verdict.js';
import { axisValues, log2Axis } from '../chart.js';
import type { ForestChart, ForestRow } from '../chart.js';
import type { Section } from '../document.js';
import { looksOf } from '../palette.js';
import type { Look } from '../palette.js';
import { bound, times } from '../units.js';
import { resultOf } from './judged-run.js';
import type { JudgedRun } from './judged-run.js';

/** A cell as the runs saw it. */
interface Compared {
  workload: string;
  look: Look;
  points: { label: string; speedUp: Estimate; limit: Bound | null }[];
}

/** Nothing where no run has a speed-up. */
export function speedUpSections(
  runs: readonly JudgedRun[],
  labels: readonly string[],
  keys: readonly string[],
  models: readonly string[],
): Section[] {
  const looks = looksOf(models);
  const cells = keys.flatMap((workload) =>
    looks.flatMap((look): Compared[] => {
      const points = runs.flatMap((run, i) => pointOf(run, labels[i] ?? '', workload, look.model));
      return points.length > 0 ? [{ workload, look, points }] : [];
    }),
  );
  if (cells.length === 0) return [];
  const chart = forest(cells, labels);
  return [
    {
      id: 'speed-up',
      name: 'Speed-up',
      heading: chart.title,
      lead: 'Each mark is a model in one run, its whiskers are the 95 % interval. Every run is held against its own event loop, so a faster machine alone moves nothing.',
      blocks: [{ kind: 'chart', chart }],
    },
  ];
}

function pointOf(run: JudgedRun, label: string, workload: string, model: string) {
  const numbers = resultOf(run, workload, model)?.numbers;
  if (!numbers?.speedUp || numbers.comparison === 'reference') return [];
  return [{ label, speedUp: numbers.speedUp, limit: numbers.bound }];
}

function forest(cells: readonly Compared[], labels: readonly string[]): ForestChart {
  const points = cells.flatMap((cell) => cell.points);
  const title = finding(cells);
  return {
    kind: 'forest',
    id: 'speed-up',
    title,
    subtitle: labels.join(' | '),
    description: `${title}. ${cells.map(describe).join(' ')}`,
    looks: [...new Set(cells.map(({ look }) => look))],
    axis: log2Axis(
      'speed-up over the event loop of the same run',
      points.flatMap(({ speedUp, limit }) => [...axisValues(speedUp), limit?.value ?? 1]),
    ),
    reference: 1,
    tieBand: { low: 0.95, high: 1.05 },
    rows: cells.flatMap(rowsOf),
  };
}

function rowsOf({ workload, look, points }: Compared): ForestRow[] {
  const rows = points.map(({ label, speedUp: { value, low, high }, limit }): ForestRow => {
    const text = limit ? `${times(value)} of ${bound(limit.value)}` : times(value);
    return { kind: 'point', label, look, value, low, high, bound: limit?.value ?? null, text };
  });
  return [{ kind: 'heading', label: `${workload} · ${look.model}` }, ...rows];
}

/** The cell whose speed-ups lie farthest apart; whether the runs or the moment did it, nothing here tells. */
function finding(cells: readonly Compared[]): string {
  const [widest] = cells
    .map(({ workload, look, points }) => {
      const values = points.map(({ speedUp }) => speedUp.value);
      const [low, high] = [Math.min(...values), Math.max(...values)];
      return { name: `${workload} with ${look.model}`, low, high };
    })
    .sort((a, b) => b.high / b.low - a.high / a.low);
  if (!widest || widest.high / widest.low < 1.05) return 'No speed-up differs by 5 % or more';
  return `Speed-ups lie farthest apart for ${widest.name}: ${times(widest.low)} to ${times(widest.high)}`;
}

function describe({ workload, look, points }: Compared): string {
  const figures = points.map(({ label, speedUp }) => `${times(speedUp.value)} (${label})`);
  return `${workload} with ${look.model}: ${figures.join(', ')}.`;
}
