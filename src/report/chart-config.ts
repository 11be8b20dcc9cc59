/** Chart -> configuration of Chart.js: the same for the page and for pictures. */
import type { Chart } from './chart.js';
import { forestConfig } from './chart-config/forest.js';
import { linesConfig, linesHeight } from './chart-config/lines.js';
import { rangesConfig } from './chart-config/ranges.js';
import { rowsHeight } from './chart-config/rows.js';
import type { ChartJsConfig, Surface } from './chart-config/surface.js';

export type { ChartJsConfig, Surface } from './chart-config/surface.js';

/** What Chart.js needs to draw the chart. */
export function chartConfig(chart: Chart, surface: Surface): ChartJsConfig {
  switch (chart.kind) {
    case 'forest':
      return forestConfig(chart, surface);
    case 'ranges':
      return rangesConfig(chart, surface);
    case 'lines':
      return linesConfig(chart, surface);
  }
}

/** Pixels the chart should be high, title and legend of a picture included. */
export function chartHeight(chart: Chart, surface: Surface): number {
  switch (chart.kind) {
    case 'forest':
    case 'ranges':
      return rowsHeight(chart.rows, surface);
    case 'lines':
      return linesHeight(chart, surface);
  }
}
