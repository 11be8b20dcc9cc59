/** Paints a timeline: solid is running, hollow is a lane that waits, hatched is a task that holds its loop. */
import { markerOf } from '../palette.js';
import type { Timeline, TracedTask } from '../timeline.js';
import { duration, durationUnit, inUnit } from '../units.js';
import type { Brush, TimelineStyle } from './brush.js';
import { axisHeight, timeTicks, xOf } from './layout.js';
import type { Layout, PlacedTrack } from './layout.js';
import { paintMainLoop } from './main-loop.js';

export type { Brush, TimelineStyle } from './brush.js';

/** Paints the whole canvas anew. */
export function paintTimeline(
  brush: Brush,
  timeline: Timeline,
  layout: Layout,
  style: TimelineStyle,
): void {
  brush.fillStyle = style.theme.page;
  brush.fillRect(0, 0, layout.width, layout.height);
  paintAxis(brush, layout, style);
  for (const placed of layout.tracks) {
    paintLabel(brush, placed, layout, style);
    brush.save();
    brush.beginPath();
    brush.rect(layout.left, 0, layout.right - layout.left, layout.height);
    brush.clip();
    for (const task of placed.track.tasks) paintTask(brush, task, placed, layout, style);
    if (timeline.holdsLoop) paintHatching(brush, placed, layout, style);
    paintMainLoop(brush, placed, layout, style);
    brush.restore();
  }
}

function paintAxis(
  brush: Brush,
  layout: Layout,
  { theme, fontFamily, window }: TimelineStyle,
): void {
  const ticks = timeTicks(window, layout.right - layout.left);
  const bottom = layout.height - axisHeight;
  brush.strokeStyle = theme.line;
  brush.lineWidth = 1;
  brush.fillStyle = theme.muted;
  brush.font = `12px ${fontFamily}`;
  brush.textBaseline = 'top';
  const unit = durationUnit([window.to]);
  for (const tick of ticks) {
    const x = Math.round(xOf(tick, layout, window)) + 0.5;
    line(brush, x, 0, x, bottom);
    brush.textAlign = x < layout.left + 20 ? 'left' : x > layout.right - 20 ? 'right' : 'center';
    const label = `${Number((tick / unit.size).toPrecision(4))} ${unit.symbol}`;
    brush.fillText(label, x, bottom + 8);
  }
}

/** Above the lanes, so that the lanes have the whole width. */
function paintLabel(
  brush: Brush,
  { track, top }: PlacedTrack,
  layout: Layout,
  { theme, fontFamily }: TimelineStyle,
): void {
  const { look } = track;
  const name = `${markerOf(look)} ${look.model}`;
  brush.fillStyle = theme.page;
  brush.fillRect(layout.left, top - 20, layout.right - layout.left, 18);
  brush.textBaseline = 'alphabetic';
  brush.textAlign = 'left';
  brush.font = `bold 13px ${fontFamily}`;
  brush.fillStyle = theme.family[look.family];
  brush.fillText(markerOf(look), layout.left, top - 6);
  brush.fillStyle = theme.ink;
  brush.fillText(name.slice(2), layout.left + 16, top - 6);
  brush.textAlign = 'right';
  brush.font = `12px ${fontFamily}`;
  brush.fillStyle = theme.muted;
  brush.fillText(`done after ${duration(track.endMs)}`, layout.right, top - 6);
}

function paintTask(
  brush: Brush,
  task: TracedTask,
  { track, top, laneHeight }: PlacedTrack,
  layout: Layout,
  { theme, window, focused }: TimelineStyle,
): void {
  if (task.finished < window.from || task.laneFree > window.to) return;
  const y = top + task.lane * laneHeight;
  const height = Math.max(1, laneHeight - 1);
  const [free, start, end] = [task.laneFree, task.started, task.finished].map((ms) =>
    xOf(ms, layout, window),
  ) as [number, number, number];
  if (start - free >= 3) {
    brush.strokeStyle = theme.line;
    brush.lineWidth = 1;
    if (laneHeight < 5) line(brush, free, y + height / 2, start, y + height / 2);
    else brush.strokeRect(free + 0.5, y + 0.5, start - free - 1, height - 1);
  }
  brush.fillStyle = theme.family[track.look.family];
  // A hair of page between neighbours keeps twenty tasks from looking like one.
  brush.fillRect(start, y, Math.max(1, end - start - (end - start > 4 ? 1 : 0)), height);
  if (task !== focused) return;
  brush.strokeStyle = theme.ink;
  brush.lineWidth = 2;
  brush.strokeRect(start - 1, y - 1, Math.max(3, end - start + 2), height + 2);
}

/** Strokes in the page's colour over the running tasks. */
function paintHatching(
  brush: Brush,
  { track, top, laneHeight }: PlacedTrack,
  layout: Layout,
  { theme, window }: TimelineStyle,
): void {
  brush.strokeStyle = theme.page;
  brush.lineWidth = 1;
  for (const task of track.tasks) {
    const [start, end] = [xOf(task.started, layout, window), xOf(task.finished, layout, window)];
    if (end - start < 6 || end < layout.left || start > layout.right) continue;
    const y = top + task.lane * laneHeight;
    brush.save();
    brush.beginPath();
    brush.rect(start, y, end - start - 1, laneHeight - 1);
    brush.clip();
    const last = Math.min(end, layout.right);
    for (let x = Math.max(start, layout.left) - laneHeight; x < last; x += 6) {
      line(brush, x, y + laneHeight, x + laneHeight, y);
    }
    brush.restore();
  }
}

/** `task 7 in lane 3: waited 12.1 ms, ran 50.2 ms` */
export function describeTask(task: TracedTask, model: string): string {
  const { index, lane, submitted, started, finished } = task;
  return `${model}, task ${index} in lane ${lane}: submitted at ${at(submitted)}, waited ${duration(started - submitted)}, ran ${duration(finished - started)} until ${at(finished)}`;
}

function at(ms: number): string {
  return inUnit(ms, durationUnit([ms]));
}

function line(brush: Brush, x1: number, y1: number, x2: number, y2: number): void {
  brush.beginPath();
  brush.moveTo(x1, y1);
  brush.lineTo(x2, y2);
  brush.stroke();
}
