/**
 * Charts as PNG pictures, light and dark, at twice the size for slides and dense screens.
 *
 * The canvas is an optional dependency and loads on first use. Its asynchronous methods do not
 * settle with the canvas that installs without a compiler, so only the `Sync` one is called.
 */
import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import type { Chart } from './chart.js';
import { chartConfig, chartHeight } from './chart-config.js';
import type { ChartJsConfig, Surface } from './chart-config.js';
import type { Report } from './document.js';
import { dark, light } from './palette.js';

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

/**
 * Draws every chart of the report.
 *
 * @throws {PicturesUnavailableError} if the optional canvas is not installed or does not load here.
 */
export async function* renderCharts(report: Report): AsyncIterable<Picture> {
  const charts = report.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'chart' ? [block.chart] : [])),
  );
  if (charts.length === 0) return;
  const draw = await loadCanvas();
  for (const chart of charts) {
    for (const theme of [light, dark]) {
      const suffix = theme === dark ? '-dark' : '';
      const surface = { width, theme, fontFamily, isPicture: true, hidden: new Set<string>() };
      yield { name: `${chart.id}${suffix}.png`, png: draw(chart, surface) };
      // Memory of a canvas is freed by a finalizer, which only runs between turns of the loop.
      await setImmediate();
    }
  }
}

type Draw = (chart: Chart, surface: Surface) => Buffer;

async function loadCanvas(): Promise<Draw> {
  const require = createRequire(import.meta.url);
  try {
    const { ChartJSNodeCanvas } = await import('chartjs-node-canvas');
    registerFonts(require);
    // Resolved here: chartjs-node-canvas would look for them beside itself.
    const plugins = ['chartjs-chart-error-bars', 'chartjs-plugin-annotation'].map((name) =>
      require.resolve(name),
    );
    return (chart, surface) => {
      const canvas = new ChartJSNodeCanvas({
        width: surface.width,
        height: chartHeight(chart, surface),
        backgroundColour: surface.theme.page,
        plugins: { requireLegacy: plugins },
      });
      return canvas.renderToBufferSync(magnified(chartConfig(chart, surface)));
    };
  } catch (cause) {
    throw new PicturesUnavailableError(
      'no PNG pictures: the optional package chartjs-node-canvas, or the canvas below it, does not load here. ' +
        'Try: npm install chartjs-node-canvas, with "overrides": {"canvas": "npm:@napi-rs/canvas@^1.1.1"} in package.json.',
      { cause },
    );
  }
}

function magnified(config: ChartJsConfig): ChartJsConfig {
  return { ...config, options: { ...config.options, devicePixelRatio: pixelRatio } };
}

/** A bare machine has no fonts at all and would draw every text as nothing, without an error. */
function registerFonts(require: NodeJS.Require): void {
  const besideCanvas = createRequire(require.resolve('chartjs-node-canvas'));
  const { GlobalFonts } = besideCanvas('canvas') as CanvasModule;
  for (const weight of [400, 700]) {
    const file = `@fontsource/dejavu-sans/files/dejavu-sans-latin-${weight}-normal.woff2`;
    GlobalFonts.registerFromPath(require.resolve(file), fontFamily);
  }
}

/** The part of @napi-rs/canvas used here; it stands in for canvas, whose types do not know it. */
interface CanvasModule {
  GlobalFonts: { registerFromPath(path: string, family: string): unknown };
}
