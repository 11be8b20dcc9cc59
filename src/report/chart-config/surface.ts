/** What charts are drawn on, and the options that all of them share. */
import type {
  Chart as DrawnChart,
  ChartConfiguration,
  ChartDataset,
  ChartOptions,
  Scale,
} from 'chart.js';
import type {} from 'chartjs-chart-error-bars';
import type {} from 'chartjs-plugin-annotation';
import type { Axis, Chart } from '../chart.js';
import { markers } from '../palette.js';
import type { Look, Theme } from '../palette.js';

export type { DrawnChart };

type ChartType = 'scatterWithErrorBars' | 'scatter' | 'line';
export type ChartJsConfig = ChartConfiguration<ChartType>;
export type ChartJsDataset = ChartDataset<ChartType>;
export type ChartJsOptions = ChartOptions<ChartType>;

export interface Surface {
  width: number;
  theme: Theme;
  fontFamily: string;
  /** A picture travels without the page around it: title, machine and legend are drawn into it. */
  isPicture: boolean;
  /** Models that the reader has switched off. */
  hidden: ReadonlySet<string>;
}

/** Below this width the figures beside the marks have no room. */
export const narrowBelow = 560;

/** Room that title, subtitle and legend of a picture take. */
export function headroom(surface: Surface): number {
  return surface.isPicture ? 118 : 0;
}

export function fontSize({ width }: Pick<Surface, 'width'>): number {
  return width < narrowBelow ? 11 : 13;
}

/** Options that do not depend on the kind of chart. */
export function commonOptions(chart: Chart, surface: Surface): ChartJsOptions {
  const { theme, fontFamily, isPicture } = surface;
  const font = { family: fontFamily, size: fontSize(surface) };
  return {
    responsive: false,
    maintainAspectRatio: false,
    animation: false,
    font,
    color: theme.ink,
    layout: { padding: isPicture ? 20 : { top: 4, right: 8, bottom: 4, left: 0 } },
    plugins: {
      title: {
        display: isPicture,
        text: broken(chart.title, surface.width / 11),
        align: 'start',
        color: theme.ink,
        font: { ...font, size: 18, weight: 'bold' },
        padding: { bottom: 6 },
      },
      subtitle: {
        display: isPicture,
        text: broken(chart.subtitle, surface.width / 7.5),
        align: 'start',
        color: theme.muted,
        font: { ...font, size: 12 },
        padding: { bottom: 14 },
      },
      legend: {
        display: isPicture,
        position: 'bottom',
        align: 'start',
        labels: { usePointStyle: true, color: theme.ink, font, padding: 16, boxHeight: 8 },
      },
      tooltip: {
        usePointStyle: true,
        backgroundColor: theme.panel,
        borderColor: theme.line,
        borderWidth: 1,
        titleColor: theme.ink,
        bodyColor: theme.ink,
        titleFont: font,
        bodyFont: font,
      },
    },
  };
}

/**
 * A scale with the axis' own ticks: those that Chart.js picks on a log axis collide.
 *
 * @param distance between the plot and the labels, beyond the usual. Default: none
 */
export function scaleOf(axis: Axis, surface: Surface, distance = 0) {
  const { theme, fontFamily } = surface;
  const font = { family: fontFamily, size: fontSize(surface) };
  return {
    type: axis.scale === 'log' ? ('logarithmic' as const) : ('linear' as const),
    min: axis.min,
    max: axis.max,
    title: {
      display: true,
      text: titleOf(axis, surface),
      color: theme.muted,
      font,
      // Chart.js keeps the distance below the labels too.
      padding: { top: 4 - distance, bottom: 4 },
    },
    grid: { color: theme.line, lineWidth: 1, drawTicks: false },
    border: { color: theme.line },
    afterBuildTicks: (scale: Scale) => {
      scale.ticks = ticksFor(axis, surface).map(({ value }) => ({ value }));
    },
    ticks: {
      color: theme.muted,
      font,
      padding: 6 + distance,
      autoSkip: false,
      maxRotation: 0,
      callback: (value: string | number) =>
        axis.ticks.find((tick) => tick.value === Number(value))?.label ?? '',
    },
  };
}

function titleOf({ title, note }: Axis, { width }: Surface): string {
  return note === undefined || width < narrowBelow ? title : `${title} (${note})`;
}

/** Every second tick where labels would touch; 1x and 0 stay. */
function ticksFor({ ticks }: Axis, { width }: Surface): Axis['ticks'] {
  if (width >= narrowBelow || ticks.length <= 6) return ticks;
  const kept =
    Math.max(
      0,
      ticks.findIndex(({ value }) => value === 1),
    ) % 2;
  return ticks.filter((_, index) => index % 2 === kept);
}

/** Marker and colours of a model: hollow for a family's further settings. */
export function markerStyle(look: Look, theme: Theme) {
  const color = theme.family[look.family];
  // Scatter and line charts read the names with "point", the error-bar charts those without.
  return {
    pointStyle: markers[look.family].shape,
    radius: 6,
    hoverRadius: 7,
    pointRadius: 6,
    pointHoverRadius: 7,
    pointBackgroundColor: look.variant === 0 ? color : theme.page,
    pointBorderColor: color,
    pointBorderWidth: 2,
    backgroundColor: look.variant === 0 ? color : theme.page,
    borderColor: color,
    borderWidth: 2,
  };
}

/** Error bars in the model's colour: the plug-in's own cannot be seen on a dark page. */
export function whiskers(look: Look, theme: Theme) {
  const color = theme.family[look.family];
  return {
    errorBarColor: color,
    errorBarWhiskerColor: color,
    errorBarLineWidth: 2,
    errorBarWhiskerLineWidth: 2,
    errorBarWhiskerSize: 9,
  };
}

function broken(text: string, charactersPerLine: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length + 1 > charactersPerLine) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}
