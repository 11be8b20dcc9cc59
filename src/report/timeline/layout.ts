/** Where everything of a timeline stands on a canvas of a given width. */
import type { Timeline, Track, TracedTask } from '../timeline.js';

export interface Layout {
  width: number;
  height: number;
  /** Left and right edge of the time axis. */
  left: number;
  right: number;
  tracks: PlacedTrack[];
}

export interface PlacedTrack {
  track: Track;
  top: number;
  laneHeight: number;
  /** Of the row of the main loop, below the lanes; null where it is not known. */
  loopTop: number | null;
}

/** The part of the batch that is shown, in ms. */
export interface TimeWindow {
  from: number;
  to: number;
}

export const axisHeight = 34;
const labelHeight = 22;
const trackGap = 12;
export const loopHeight = 8;
const loopGap = 3;

/** Stacks the tracks below each other; lanes shrink where there are many. */
export function layoutOf(timeline: Timeline, width: number): Layout {
  let top = 0;
  const tracks = timeline.tracks.map((track) => {
    const laneHeight = Math.max(3, Math.min(14, Math.round(120 / track.laneCount)));
    const lanesTop = top + labelHeight;
    const lanesBottom = lanesTop + laneHeight * track.laneCount;
    const loopTop = track.mainLoop && lanesBottom + loopGap;
    top = (loopTop === null ? lanesBottom : loopTop + loopHeight) + trackGap;
    return { track, top: lanesTop, laneHeight, loopTop };
  });
  return { width, height: top + axisHeight, left: 8, right: width - 8, tracks };
}

export function xOf(ms: number, layout: Layout, window: TimeWindow): number {
  const share = (ms - window.from) / (window.to - window.from);
  return layout.left + share * (layout.right - layout.left);
}

export function timeAt(x: number, layout: Layout, window: TimeWindow): number {
  const share = (x - layout.left) / (layout.right - layout.left);
  return window.from + share * (window.to - window.from);
}

/** The task at a point of the canvas, if there is one. */
export function taskAt(
  x: number,
  y: number,
  layout: Layout,
  window: TimeWindow,
): { track: Track; task: TracedTask } | undefined {
  const ms = timeAt(x, layout, window);
  for (const { track, top, laneHeight } of layout.tracks) {
    const lane = Math.floor((y - top) / laneHeight);
    const task = track.tasks.find(
      (item) => item.lane === lane && item.laneFree <= ms && ms <= item.finished,
    );
    if (task) return { track, task };
  }
  return undefined;
}

/** Round times at a distance that leaves room for their labels: 1, 2 or 5 times a power of ten. */
export function timeTicks({ from, to }: TimeWindow, pixels: number): number[] {
  const wanted = ((to - from) * 90) / pixels;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step =
    [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= wanted) ?? power;
  const first = Math.ceil(from / step);
  const count = Math.floor(to / step) - first + 1;
  return Array.from({ length: count }, (_, index) => (first + index) * step);
}
