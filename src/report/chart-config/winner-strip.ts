/** The strip below the axis of a line chart that tells the best model from where to where. */
import type { LineChart, Stretch } from '../chart.js';
import { markerOf } from '../palette.js';
import { fontSize } from './surface.js';
import type { ChartJsConfig, DrawnChart, Surface } from './surface.js';

const gap = 6;
const height = 22;

/** Between the plot and the labels of its axis. */
export const stripRoom = gap + height;

/** Draws the strip; nothing of Chart.js can stand outside of the plot. */
export function winnerStrip(
  { winners = [] }: LineChart,
  surface: Surface,
): NonNullable<ChartJsConfig['plugins']>[number] {
  return {
    id: 'winners',
    afterDraw: (drawn) => {
      for (const stretch of winners) drawStretch(stretch, drawn, surface);
    },
  };
}

function drawStretch(stretch: Stretch, { ctx, scales, chartArea }: DrawnChart, surface: Surface) {
  const { theme } = surface;
  const { from, to, look, isSure } = stretch;
  const left = scales['x']?.getPixelForValue(from) ?? 0;
  const width = (scales['x']?.getPixelForValue(to) ?? 0) - left;
  const top = chartArea.bottom + gap;
  const color = theme.family[look.family];
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.fillStyle = look.variant === 0 ? `${color}66` : `${color}26`;
  ctx.fillRect(left, top, width, height);
  if (!isSure) hatch(ctx, left, top, width, theme.page);
  ctx.strokeStyle = color;
  ctx.lineWidth = 2;
  ctx.strokeRect(left, top, width, height);
  label(ctx, stretch, [left, top, width], surface);
  ctx.restore();
}

type Context = DrawnChart['ctx'];

function hatch(ctx: Context, left: number, top: number, width: number, color: string) {
  ctx.strokeStyle = color;
  ctx.lineWidth = 3;
  for (let x = left - height; x < left + width; x += 9) {
    ctx.beginPath();
    ctx.moveTo(x, top + height);
    ctx.lineTo(x + height, top);
    ctx.stroke();
  }
}

/** The name, or its mark alone, as far as there is room. */
function label(
  ctx: Context,
  { look }: Stretch,
  [left, top, width]: [left: number, top: number, width: number],
  surface: Surface,
) {
  ctx.font = `${fontSize(surface)}px ${surface.fontFamily}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  const texts = [`${markerOf(look)} ${look.model}`, markerOf(look)];
  const text = texts.find((one) => ctx.measureText(one).width + 10 <= width);
  if (text === undefined) return;
  const room = ctx.measureText(text).width + 8;
  const middle = left + width / 2;
  ctx.fillStyle = surface.theme.page;
  ctx.fillRect(middle - room / 2, top + 3, room, height - 6);
  ctx.fillStyle = surface.theme.ink;
  ctx.fillText(text, middle, top + height / 2 + 1);
}
