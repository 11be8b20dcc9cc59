/** The line chart: a line with interval band per model, the law's bound dashed, crossings marked. */
import type { CrossingMark, Line, LineChart } from '../chart.js';
import type { Look } from '../palette.js';
import { commonOptions, fontSize, headroom, markerStyle, narrowBelow, scaleOf } from './surface.js';
import type { ChartJsConfig, ChartJsDataset, ChartJsOptions, Surface } from './surface.js';
import { stripRoom, winnerStrip } from './winner-strip.js';

const dashes = [[], [6, 4], [2, 3]];

/** Pixels for the plot and its axes. */
export function linesHeight(chart: LineChart, surface: Surface): number {
  const plot = surface.width < narrowBelow ? 340 : 460;
  return plot + roomBelow(chart) + headroom(surface);
}

/** What Chart.js needs to draw the chart. */
export function linesConfig(chart: LineChart, surface: Surface): ChartJsConfig {
  return {
    type: 'line',
    data: { datasets: chart.lines.flatMap((line) => datasets(line, surface)) },
    options: options(chart, surface),
    ...(chart.winners && { plugins: [winnerStrip(chart, surface)] }),
  };
}

function roomBelow({ winners }: LineChart): number {
  return winners ? stripRoom : 0;
}

/** The line first: legends and tooltips show it alone. */
function datasets(line: Line, surface: Surface): ChartJsDataset[] {
  const { theme, hidden } = surface;
  const { look, points, bounds, curve } = line;
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
      showLine: curve === undefined,
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
    {
      ...shared,
      label: `${look.model} law`,
      data: curve ?? [],
      borderColor: color,
      borderDash: dashes[look.variant % dashes.length] ?? [],
      fill: false,
    },
  ];
}

const datasetsPerLine = 5;

function options(chart: LineChart, surface: Surface): ChartJsOptions {
  const common = commonOptions(chart, surface);
  return {
    ...common,
    interaction: { mode: 'nearest', intersect: false },
    scales: { x: scaleOf(chart.x, surface, roomBelow(chart)), y: scaleOf(chart.y, surface) },
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
      annotation: { annotations: annotations(chart, surface) },
    },
  };
}

function annotations(chart: LineChart, surface: Surface) {
  const marks = chart.crossings.map((crossing, index) => [
    ...(hasRange(crossing, index) ? [[`range${index}`, rangeOf(crossing, surface)] as const] : []),
    [`crossing${index}`, lineOf(crossing, chart, index, surface)] as const,
  ]);
  const { reference } = chart;
  const level =
    reference === undefined ? [] : [['reference', levelLine(reference, surface)] as const];
  return Object.fromEntries([...marks.flat(), ...level]);
}

/** Two bands across the whole plot would cover each other: the first crossing is the answer. */
function hasRange({ height }: CrossingMark, index: number): boolean {
  return height !== undefined || index === 0;
}

function rangeOf(crossing: CrossingMark, surface: Surface) {
  const { look, height } = crossing;
  return look && height !== undefined
    ? rangeAtHeight(crossing, height, look, surface)
    : uncertainty(crossing, surface);
}

function lineOf(crossing: CrossingMark, { y }: LineChart, index: number, surface: Surface) {
  const { look, height } = crossing;
  return look && height !== undefined
    ? dropLine(crossing, [y.min, height], look, index, surface)
    : crossingLine(crossing, index, surface);
}

/** The interval as a bar across the model's line. */
function rangeAtHeight({ low, high }: CrossingMark, height: number, look: Look, surface: Surface) {
  return {
    type: 'line' as const,
    xMin: low,
    xMax: high,
    yMin: height,
    yMax: height,
    borderColor: `${surface.theme.family[look.family]}88`,
    borderWidth: 9,
    drawTime: 'beforeDatasetsDraw' as const,
  };
}

/** From the model's line down to the axis, where its value can be read. */
function dropLine(
  crossing: CrossingMark,
  [yMin, yMax]: [from: number, to: number],
  look: Look,
  index: number,
  surface: Surface,
) {
  return {
    ...crossingLine({ ...crossing, labelAt: 'bottom' }, index, surface),
    yMin,
    yMax,
    borderColor: surface.theme.family[look.family],
    borderDash: dashes[look.variant % dashes.length] ?? [],
  };
}

function levelLine(level: number, { theme }: Surface) {
  return {
    type: 'line' as const,
    yMin: level,
    yMax: level,
    borderColor: theme.muted,
    borderWidth: 1.5,
    drawTime: 'beforeDatasetsDraw' as const,
  };
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

function crossingLine({ at, label, labelAt }: CrossingMark, index: number, surface: Surface) {
  const isAtBottom = labelAt === 'bottom';
  return {
    type: 'line' as const,
    xMin: at,
    xMax: at,
    borderColor: surface.theme.muted,
    borderWidth: 1.5,
    drawTime: 'beforeDatasetsDraw' as const,
    label: {
      ...crossingLabel(label, surface),
      position: isAtBottom ? ('start' as const) : ('end' as const),
      yAdjust: isAtBottom ? -index * 26 : index * 26,
    },
  };
}

function crossingLabel(content: string, surface: Surface) {
  const { theme, fontFamily, width } = surface;
  return {
    display: width >= narrowBelow,
    content,
    drawTime: 'afterDatasetsDraw' as const,
    backgroundColor: theme.page,
    color: theme.ink,
    font: { family: fontFamily, size: fontSize(surface), weight: 'normal' as const },
  };
}
