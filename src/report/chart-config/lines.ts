/** The line chart: a line with interval band per model, the law's bound dashed, crossings marked. */
import type { CrossingMark, Line, LineChart } from '../chart.js';
import { commonOptions, fontSize, headroom, markerStyle, narrowBelow, scaleOf } from './surface.js';
import type { ChartJsConfig, ChartJsDataset, ChartJsOptions, Surface } from './surface.js';

const dashes = [[], [6, 4], [2, 3]];

/** Pixels for the plot and its axes. */
export function linesHeight(surface: Surface): number {
  return (surface.width < narrowBelow ? 340 : 460) + headroom(surface);
}

/** What Chart.js needs to draw the chart. */
export function linesConfig(chart: LineChart, surface: Surface): ChartJsConfig {
  return {
    type: 'line',
    data: { datasets: chart.lines.flatMap((line) => datasets(line, surface)) },
    options: options(chart, surface),
  };
}

/** The line first: legends and tooltips show it alone. */
function datasets(line: Line, surface: Surface): ChartJsDataset[] {
  const { theme, hidden } = surface;
  const { look, points, bounds } = line;
  const color = theme.family[look.family];
  // A mark on the edge of the plot is drawn whole.
  const shared = {
    type: 'line' as const,
    hidden: hidden.has(look.model),
    pointRadius: 0,
    clip: 10,
  };
  return [
    {
      ...shared,
      ...markerStyle(look, theme),
      label: look.model,
      data: points.map(({ x, y }) => ({ x, y })),
      borderColor: color,
      borderDash: dashes[look.variant % dashes.length] ?? [],
      fill: false,
    },
    {
      ...shared,
      label: `${look.model} low`,
      data: points.map(({ x, low }) => ({ x, y: low })),
      borderWidth: 0,
      fill: false,
    },
    {
      ...shared,
      label: `${look.model} high`,
      data: points.map(({ x, high }) => ({ x, y: high })),
      borderWidth: 0,
      backgroundColor: `${color}33`,
      fill: '-1',
    },
    {
      ...shared,
      label: `${look.model} bound`,
      data: bounds,
      borderColor: `${color}99`,
      borderWidth: 1.5,
      borderDash: [3, 4],
      fill: false,
    },
  ];
}

const datasetsPerLine = 4;

function options(chart: LineChart, surface: Surface): ChartJsOptions {
  const common = commonOptions(chart, surface);
  return {
    ...common,
    interaction: { mode: 'nearest', intersect: false },
    scales: { x: scaleOf(chart.x, surface), y: scaleOf(chart.y, surface) },
    plugins: {
      ...common.plugins,
      legend: {
        ...common.plugins?.legend,
        labels: {
          ...common.plugins?.legend?.labels,
          filter: ({ datasetIndex = 0 }) => datasetIndex % datasetsPerLine === 0,
        },
      },
      tooltip: {
        ...common.plugins?.tooltip,
        filter: ({ datasetIndex }) => datasetIndex % datasetsPerLine === 0,
      },
      annotation: { annotations: annotations(chart.crossings, surface) },
    },
  };
}

function annotations(crossings: CrossingMark[], surface: Surface) {
  return Object.fromEntries(
    crossings.flatMap((crossing, index) => [
      [`range${index}`, uncertainty(crossing, surface)],
      [`crossing${index}`, crossingLine(crossing, index, surface)],
    ]),
  );
}

function uncertainty({ low, high }: CrossingMark, { theme }: Surface) {
  return {
    type: 'box' as const,
    xMin: low,
    xMax: high,
    backgroundColor: theme.band,
    borderWidth: 0,
    drawTime: 'beforeDraw' as const,
  };
}

function crossingLine({ at, label }: CrossingMark, index: number, surface: Surface) {
  const { theme, fontFamily, width } = surface;
  return {
    type: 'line' as const,
    xMin: at,
    xMax: at,
    borderColor: theme.muted,
    borderWidth: 1.5,
    drawTime: 'beforeDatasetsDraw' as const,
    label: {
      display: width >= narrowBelow,
      content: label,
      position: 'end' as const,
      yAdjust: index * 26,
      backgroundColor: theme.page,
      color: theme.ink,
      font: { family: fontFamily, size: fontSize(surface), weight: 'normal' as const },
    },
  };
}
