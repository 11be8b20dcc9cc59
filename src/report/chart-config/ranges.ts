/** The range chart: a dot per cell with a whisker to its longest, and guide lines. */
import type { RangeChart, RangeRow } from '../chart.js';
import { rowScales } from './rows.js';
import { commonOptions, markerStyle, scaleOf, whiskers } from './surface.js';
import type { ChartJsConfig, ChartJsDataset, ChartJsOptions, Surface } from './surface.js';

type PlacedRange = Extract<RangeRow, { kind: 'range' }> & { y: number };

/** What Chart.js needs to draw the chart. */
export function rangesConfig(chart: RangeChart, surface: Surface): ChartJsConfig {
  const ranges = chart.rows.flatMap((row, y): PlacedRange[] =>
    row.kind === 'range' ? [{ ...row, y }] : [],
  );
  const marks = markDataset(chart, ranges, surface);
  return {
    type: 'scatterWithErrorBars',
    data: { datasets: [...modelDatasets(chart, ranges, surface), ...marks] },
    options: options(chart, ranges, surface),
  };
}

function modelDatasets(
  { looks, axis }: RangeChart,
  ranges: PlacedRange[],
  { theme, hidden }: Surface,
): ChartJsDataset[] {
  const onAxis = (value: number) => Math.max(axis.min, value);
  return looks.map((look) => ({
    type: 'scatterWithErrorBars',
    label: look.model,
    hidden: hidden.has(look.model),
    data: ranges
      .filter((range) => range.look.model === look.model)
      .map(({ value, y, high }) => ({
        x: onAxis(value),
        y,
        xMin: onAxis(value),
        xMax: onAxis(high),
      })),
    clip: 10,
    ...markerStyle(look, theme),
    ...whiskers(look, theme),
  }));
}

function markDataset(
  { markMeaning, axis }: RangeChart,
  ranges: PlacedRange[],
  { theme, hidden }: Surface,
): ChartJsDataset[] {
  if (markMeaning === null) return [];
  const marked = ranges.filter(({ look }) => !hidden.has(look.model));
  return [
    {
      type: 'scatter',
      label: markMeaning,
      data: marked.flatMap(({ mark, y }) =>
        mark === null ? [] : [{ x: Math.max(axis.min, mark), y }],
      ),
      clip: 10,
      pointStyle: 'crossRot',
      pointRadius: 5,
      pointHoverRadius: 5,
      borderColor: theme.muted,
      borderWidth: 2,
    },
  ];
}

function options(chart: RangeChart, ranges: PlacedRange[], surface: Surface): ChartJsOptions {
  const common = commonOptions(chart, surface);
  return {
    ...common,
    scales: { x: scaleOf(chart.axis, surface), ...rowScales(chart.rows, surface) },
    plugins: {
      ...common.plugins,
      tooltip: {
        ...common.plugins?.tooltip,
        callbacks: {
          label: ({ raw }) => {
            const range = ranges.find(({ y }) => y === (raw as { y: number }).y);
            return range ? `${range.label}: ${range.text}` : '';
          },
        },
      },
      annotation: { annotations: guideLines(chart, surface) },
    },
  };
}

function guideLines({ guides, axis }: RangeChart, { theme }: Surface) {
  const shown = guides.filter((value) => value > axis.min && value < axis.max);
  return Object.fromEntries(
    shown.map((value) => [
      `guide${value}`,
      {
        type: 'line' as const,
        xMin: value,
        xMax: value,
        borderColor: theme.muted,
        borderWidth: 1.5,
        borderDash: [4, 4],
        drawTime: 'beforeDatasetsDraw' as const,
      },
    ]),
  );
}
