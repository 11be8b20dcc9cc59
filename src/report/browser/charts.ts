/** Draws the charts of the page, again whenever its width, theme or choice of models changes. */
import {
  Chart as ChartJs,
  Filler,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  ScatterController,
  SubTitle,
  Title,
  Tooltip,
} from 'chart.js';
import { PointWithErrorBar, ScatterWithErrorBarsController } from 'chartjs-chart-error-bars';
import annotation from 'chartjs-plugin-annotation';
import { chartConfig, chartHeight } from '../chart-config.js';
import type { Surface } from '../chart-config.js';
import type { Chart } from '../chart.js';
import { dark, light } from '../palette.js';
import { onResize } from './picture.js';
import type { Picture } from './picture.js';
import { isDark } from './theme.js';

ChartJs.register(
  ...[LinearScale, LogarithmicScale, LineController, LineElement, PointElement, ScatterController],
  ...[ScatterWithErrorBarsController, PointWithErrorBar],
  ...[Filler, Legend, SubTitle, Title, Tooltip, annotation],
);

/** Draws the charts whose figures lie below `root`, and keeps them fitting. */
export function drawCharts(root: ParentNode, charts: readonly Chart[]): Picture[] {
  return charts.flatMap((chart) => {
    const figure = root.querySelector<HTMLElement>(`figure[data-chart="${chart.id}"]`);
    const canvas = figure?.querySelector('canvas');
    return figure && canvas ? [drawChart(chart, figure, canvas)] : [];
  });
}

function drawChart(chart: Chart, figure: HTMLElement, canvas: HTMLCanvasElement): Picture {
  const hidden = new Set<string>();
  let drawn: ChartJs | undefined;

  const redraw = () => {
    const surface = surfaceOf(figure, hidden);
    drawn?.destroy();
    canvas.style.width = `${surface.width}px`;
    canvas.style.height = `${chartHeight(chart, surface)}px`;
    canvas.width = surface.width;
    canvas.height = chartHeight(chart, surface);
    drawn = new ChartJs(canvas, chartConfig(chart, surface));
  };
  offerModels(figure, hidden, redraw);
  const stopFitting = onResize(figure, redraw);
  const close = () => {
    stopFitting();
    drawn?.destroy();
  };
  return { redraw, close };
}

function surfaceOf(figure: HTMLElement, hidden: ReadonlySet<string>): Surface {
  return {
    width: figure.clientWidth,
    theme: isDark() ? dark : light,
    fontFamily: getComputedStyle(document.documentElement).fontFamily,
    isPicture: false,
    hidden,
  };
}

/** The legend: real buttons, which a canvas cannot have. */
function offerModels(figure: HTMLElement, hidden: Set<string>, redraw: () => void): void {
  const legend = figure.querySelector<HTMLElement>('.legend');
  if (!legend) return;
  legend.hidden = false;
  for (const button of legend.querySelectorAll('button')) {
    button.addEventListener('click', () => {
      const { model = '' } = button.dataset;
      if (!hidden.delete(model)) hidden.add(model);
      button.setAttribute('aria-pressed', String(!hidden.has(model)));
      redraw();
    });
  }
}
