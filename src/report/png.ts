/**
 * Charts as PNG pictures, light and dark, at twice the size for slides and dense screens.
 *
 * The canvas is an optional dependency and loads on first use: Skia, which needs no compiler to install,
 * under the name of the canvas that chartjs-node-canvas asks for. The asynchronous methods do not settle
 * with it, so only the `Sync` one is called.
 */
import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import type { ChartJSNodeCanvas } from 'chartjs-node-canvas';
import { shortened } from './chart.js';
import type { Chart } from './chart.js';
import { chartConfig, chartHeight } from './chart-config.js';
import type { ChartJsConfig, Surface } from './chart-config.js';
import type { Report, TimelinePicture } from './document.js';
import { dark, light } from './palette.js';
import type { Brush } from './timeline/paint.js';
import { paintTimelinePicture, timelinePictureHeight } from './timeline/picture.js';

export interface Picture {
  /** File name without a folder: `speed-up.png`, `speed-up-dark.png`. */
  name: string;
  png: Buffer;
}

/** Pictures cannot be drawn here; everything else of a report can. */
export class PicturesUnavailableError extends Error {
  override readonly name = 'PicturesUnavailableError';
}

const width = 1000;
const pixelRatio = 2;
const fontFamily = 'DejaVu Sans';
/** A picture of more rows is not legible in a slide or a pull request. */
const mostRows = 48;

/**
 * Draws every chart of the report, and the timelines that tell most.
 *
 * @throws {PicturesUnavailableError} if the optional canvas is not installed or does not load here.
 */
export async function* renderCharts(report: Report): AsyncIterable<Picture> {
  const blocks = report.sections.flatMap((section) => section.blocks);
  const charts = blocks.flatMap((block) => (block.kind === 'chart' ? [block.chart] : []));
  const timelines = blocks.flatMap((block) => (block.kind === 'timelines' ? [block.picture] : []));
  if (charts.length + timelines.length === 0) return;
  const canvas = await loadCanvas();
  for (const theme of [light, dark]) {
    const suffix = theme === dark ? '-dark' : '';
    const surface = { width, theme, fontFamily, isPicture: true, hidden: new Set<string>() };
    for (const chart of charts) {
      yield { name: `${chart.id}${suffix}.png`, png: drawChart(chart, surface, canvas) };
      // What is left of a canvas is freed by a finalizer, which only runs between turns of the loop.
      await setImmediate();
    }
    for (const timeline of timelines) {
      yield { name: `timeline${suffix}.png`, png: drawTimelines(timeline, surface, canvas) };
      await setImmediate();
    }
  }
}

/** @throws {PicturesUnavailableError} with the reason, if pictures cannot be drawn here. */
export async function assertPicturesAvailable(): Promise<void> {
  await loadCanvas();
}

function drawChart(whole: Chart, surface: Surface, { charts }: Canvas): Buffer {
  const chart = shortened(whole, mostRows);
  const config = chartConfig(chart, surface);
  return charts.renderToBufferSync({
    ...config,
    options: { ...config.options, devicePixelRatio: pixelRatio },
    plugins: [...(config.plugins ?? []), frameFor(chart, surface)],
  });
}

type Plugin = NonNullable<ChartJsConfig['plugins']>[number];

/** Sizes the canvas for its chart, fills it, and gives its memory back without waiting for the collector. */
function frameFor(chart: Chart, surface: Surface): Plugin {
  return {
    id: 'frame',
    beforeInit: (drawn) => drawn.resize(surface.width, chartHeight(chart, surface)),
    beforeDraw: ({ ctx, width, height }) => {
      ctx.save();
      // Below the bands that may have been drawn before.
      ctx.globalCompositeOperation = 'destination-over';
      ctx.fillStyle = surface.theme.page;
      ctx.fillRect(0, 0, width, height);
      ctx.restore();
    },
    beforeDestroy: ({ canvas }) => {
      canvas.width = 1;
      canvas.height = 1;
    },
  };
}

function drawTimelines(picture: TimelinePicture, surface: Surface, { drawing }: Canvas): Buffer {
  const height = timelinePictureHeight(picture, surface.width);
  const canvas = drawing.createCanvas(surface.width * pixelRatio, height * pixelRatio);
  const brush = canvas.getContext('2d');
  brush.scale(pixelRatio, pixelRatio);
  paintTimelinePicture(brush, picture, surface);
  const png = canvas.toBuffer('image/png');
  canvas.width = 1;
  canvas.height = 1;
  return png;
}

/** What is loaded on first use. */
interface Canvas {
  /** One for all charts: each further one loads a Chart.js of its own that is never freed. */
  charts: ChartJSNodeCanvas;
  drawing: CanvasModule;
}

/** The part of @napi-rs/canvas used here; its own types want those of a browser. */
interface CanvasModule {
  GlobalFonts: { registerFromPath(path: string, family: string): unknown };
  createCanvas(
    width: number,
    height: number,
  ): {
    width: number;
    height: number;
    getContext(kind: '2d'): Brush & {
      scale(x: number, y: number): void;
      translate(x: number, y: number): void;
    };
    toBuffer(kind: 'image/png'): Buffer;
  };
}

/** chartjs-node-canvas, as the build has bundled it. */
const CHART_CANVAS = '../bundled/chart-canvas.cjs';
type ChartCanvasModule = typeof import('chartjs-node-canvas');

async function loadCanvas(): Promise<Canvas> {
  const require = createRequire(import.meta.url);
  try {
    const { default: drawing } = (await import('canvas')) as unknown as { default: CanvasModule };
    registerFonts(drawing, require);
    const { ChartJSNodeCanvas: Charts } = require(CHART_CANVAS) as ChartCanvasModule;
    const plugins = ['chartjs-chart-error-bars', 'chartjs-plugin-annotation'].map((name) =>
      require.resolve(name),
    );
    const charts = new Charts({ width, height: width, plugins: { requireLegacy: plugins } });
    return { charts, drawing };
  } catch (cause) {
    throw new PicturesUnavailableError(
      'no PNG pictures: the optional package canvas, which stands for @napi-rs/canvas, does not load here. ' +
        'Try: npm install loop-or-pool again, without --omit=optional, on a platform that @napi-rs/canvas is built for.',
      { cause },
    );
  }
}

/** A bare machine has no fonts at all and would draw every text as nothing, without an error. */
function registerFonts({ GlobalFonts }: CanvasModule, require: NodeJS.Require): void {
  for (const weight of [400, 700]) {
    const file = `@fontsource/dejavu-sans/files/dejavu-sans-latin-${weight}-normal.woff2`;
    GlobalFonts.registerFromPath(require.resolve(file), fontFamily);
  }
}
