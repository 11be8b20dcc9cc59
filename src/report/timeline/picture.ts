/** A few timelines as one picture that travels without the page: with title, machine and legend. */
import type { Surface } from '../chart-config.js';
import type { TimelinePicture } from '../document.js';
import type { Timeline } from '../timeline.js';
import { layoutOf } from './layout.js';
import { paintTimeline } from './paint.js';
import type { Brush } from './paint.js';

const margin = 20;
const titleHeight = 64;
const nameHeight = 30;
const legendHeight = 46;

/** Pixels that the picture is high. */
export function timelinePictureHeight({ timelines }: TimelinePicture, width: number): number {
  const heights = timelines.map((timeline) => blockHeight(timeline, width));
  return 2 * margin + titleHeight + heights.reduce((sum, height) => sum + height, 0) + legendHeight;
}

/** Paints the whole picture. */
export function paintTimelinePicture(
  brush: Brush & Translatable,
  picture: TimelinePicture,
  surface: Surface,
): void {
  const { theme, fontFamily, width } = surface;
  const write = (text: string, y: number, font: string, color: string) => {
    brush.font = `${font} ${fontFamily}`;
    brush.fillStyle = color;
    brush.textAlign = 'left';
    brush.textBaseline = 'top';
    brush.fillText(text, margin, y);
  };
  brush.fillStyle = theme.page;
  brush.fillRect(0, 0, width, timelinePictureHeight(picture, width));
  write(picture.title, margin, 'bold 18px', theme.ink);
  write(picture.subtitle, margin + 28, '12px', theme.muted);
  let top = margin + titleHeight;
  for (const timeline of picture.timelines) {
    write(timeline.workload, top, 'bold 15px', theme.ink);
    const layout = layoutOf(timeline, inner(width));
    brush.save();
    brush.translate(margin - layout.left, top + nameHeight);
    const window = { from: 0, to: timeline.endMs };
    paintTimeline(brush, timeline, layout, { theme, fontFamily, window, focused: null });
    brush.restore();
    top += blockHeight(timeline, width);
  }
  write(legend, top, '12px', theme.muted);
  if (showsMainLoop(picture)) write(mainLoopLegend, top + 18, '12px', theme.muted);
}

interface Translatable {
  translate(x: number, y: number): void;
}

const legend =
  'Each row is a slot for tasks. Solid: a task runs. Hollow: the slot waits for its turn. Hatched: the task holds its event loop.';

const mainLoopLegend =
  'Below them the main loop: hatched while it keeps a timer that is due waiting; a tick is a garbage collection of its thread.';

function showsMainLoop({ timelines }: TimelinePicture): boolean {
  return timelines.some(({ tracks }) => tracks.some(({ mainLoop }) => mainLoop !== null));
}

function blockHeight(timeline: Timeline, width: number): number {
  return nameHeight + layoutOf(timeline, inner(width)).height + 8;
}

/** The timeline's own edges are flush with the text. */
function inner(width: number): number {
  return width - 2 * margin + 16;
}
