/** The forest chart: one row per workload and model, a dot with whiskers, the law's bound as a stroke. */
import type { ForestChart, ForestRow } from '../chart.js';
import { rowScales } from './rows.js';
import { commonOptions, markerStyle, scaleOf, whiskers } from './surface.js';
import type { ChartJsConfig, ChartJsDataset, ChartJsOptions, Surface } from './surface.js';

type PointRow = Extract<ForestRow, { kind: 'point' }> & { y: number };

/** What Chart.js needs to draw the chart. */
export function forestConfig(chart: ForestChart, surface: Surface): ChartJsConfig {
  const points = chart.rows.flatMap((row, y): PointRow[] =>
    row.kind === 'point' ? [{ ...row, y }] : [],
  );
  return {
    type: 'scatterWithErrorBars',
    data: { datasets: [...modelDatasets(chart, points, surface), boundDataset(points, surface)] },
    options: options(chart, points, surface),
  };
}

function modelDatasets(
  chart: ForestChart,
  points: PointRow[],
  { theme, hidden }: Surface,
): ChartJsDataset[] {
  return chart.looks.map((look) => {
    return {
      type: 'scatterWithErrorBars',
      label: look.model,
      hidden: hidden.has(look.model),
      data: points
        .filter((point) => point.look.model === look.model)
        .map(({ value, y, low, high }) => ({ x: value, y, xMin: low, xMax: high })),
      ...markerStyle(look, theme),
      ...whiskers(look, theme),
    };
  });
}

function boundDataset(points: PointRow[], { theme, hidden }: Surface): ChartJsDataset {
  return {
    type: 'scatter',
    label: 'most that the law of the loop allows',
    data: points.flatMap(({ bound, y, look }) =>
      bound === null || hidden.has(look.model) ? [] : [{ x: bound, y }],
    ),
    pointStyle: 'line',
    pointRotation: 90,
    pointRadius: 8,
    pointHoverRadius: 8,
    borderColor: theme.muted,
    borderWidth: 2,
  };
}

function options(chart: ForestChart, points: PointRow[], surface: Surface): ChartJsOptions {
  const common = commonOptions(chart, surface);
  const { theme } = surface;
  return {
    ...common,
    scales: {
      x: scaleOf(chart.axis, surface),
      ...rowScales(chart.rows, surface),
    },
    plugins: {
      ...common.plugins,
      tooltip: {
        ...common.plugins?.tooltip,
        callbacks: {
          label: ({ dataset, raw }) => tooltipText(dataset.label ?? '', raw, points),
        },
      },
      annotation: {
        annotations: {
          same: {
            type: 'box',
            xMin: chart.tieBand.low,
            xMax: chart.tieBand.high,
            backgroundColor: theme.band,
            borderWidth: 0,
            drawTime: 'beforeDraw',
          },
          reference: {
            type: 'line',
            xMin: chart.reference,
            xMax: chart.reference,
            borderColor: theme.muted,
            borderWidth: 1.5,
            drawTime: 'beforeDatasetsDraw',
          },
        },
      },
    },
  };
}

function tooltipText(label: string, raw: unknown, points: PointRow[]): string {
  const { y } = raw as { y: number };
  const point = points.find((candidate) => candidate.y === y);
  if (!point) return label;
  return `${point.label}: ${point.text} (${point.low.toPrecision(3)}–${point.high.toPrecision(3)})`;
}
