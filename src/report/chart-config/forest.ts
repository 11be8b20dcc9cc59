/** The forest chart: one row per workload and model, a dot with whiskers, the law's bound as a stroke. */
import type { ForestChart, ForestRow } from '../chart.js';
import { commonOptions, fontSize, headroom, markerStyle, narrowBelow, scaleOf } from './surface.js';
import type { ChartJsConfig, ChartJsDataset, ChartJsOptions, Surface } from './surface.js';

const rowHeight = 23;

type PointRow = Extract<ForestRow, { kind: 'point' }> & { y: number };

/** Pixels for all rows and the axis below them. */
export function forestHeight(chart: ForestChart, surface: Surface): number {
  return chart.rows.length * rowHeight + 60 + headroom(surface);
}

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
    const color = theme.family[look.family];
    return {
      type: 'scatterWithErrorBars',
      label: look.model,
      hidden: hidden.has(look.model),
      data: points
        .filter((point) => point.look.model === look.model)
        .map(({ value, y, low, high }) => ({ x: value, y, xMin: low, xMax: high })),
      ...markerStyle(look, theme),
      // The plug-in's own colours cannot be seen on a dark page.
      errorBarColor: color,
      errorBarWhiskerColor: color,
      errorBarLineWidth: 2,
      errorBarWhiskerLineWidth: 2,
      errorBarWhiskerSize: 9,
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
      y: labelScale(chart, surface),
      ...(surface.width >= narrowBelow && { figures: figureScale(chart, surface) }),
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

/** Workloads in bold, their models below, all flush left. */
function labelScale(chart: ForestChart, surface: Surface) {
  const { theme, fontFamily } = surface;
  const heading = (index: number) => chart.rows[index]?.kind === 'heading';
  return {
    ...rowScale(chart),
    position: 'left' as const,
    border: { display: false },
    grid: {
      color: ({ index }: { index: number }) => (heading(index) ? theme.line : 'transparent'),
      drawTicks: false,
    },
    ticks: {
      autoSkip: false,
      crossAlign: 'far' as const,
      padding: 10,
      color: ({ index }: { index: number }) => (heading(index) ? theme.ink : theme.muted),
      font: ({ index }: { index: number }) => ({
        family: fontFamily,
        size: fontSize(surface),
        weight: heading(index) ? ('bold' as const) : ('normal' as const),
      }),
      callback: (value: string | number) => chart.rows[Number(value)]?.label ?? '',
    },
  };
}

/** `1.86x of 2x` at the right of each row. */
function figureScale(chart: ForestChart, surface: Surface) {
  const { theme, fontFamily } = surface;
  return {
    ...rowScale(chart),
    position: 'right' as const,
    border: { display: false },
    grid: { display: false },
    ticks: {
      autoSkip: false,
      crossAlign: 'far' as const,
      padding: 10,
      color: theme.ink,
      font: { family: fontFamily, size: fontSize(surface) },
      callback: (value: string | number) => {
        const row = chart.rows[Number(value)];
        return row?.kind === 'point' && !surface.hidden.has(row.look.model) ? row.text : '';
      },
    },
  };
}

function rowScale(chart: ForestChart) {
  return {
    type: 'linear' as const,
    reverse: true,
    min: -0.6,
    max: chart.rows.length - 0.4,
    afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
      scale.ticks = chart.rows.map((_, value) => ({ value }));
    },
  };
}

function tooltipText(label: string, raw: unknown, points: PointRow[]): string {
  const { y } = raw as { y: number };
  const point = points.find((candidate) => candidate.y === y);
  if (!point) return label;
  return `${point.label}: ${point.text} (${point.low.toPrecision(3)}–${point.high.toPrecision(3)})`;
}
