/** Traced batches as data: which task ran in which lane when, and when it waited. */
import type { Cell, MainLoop, Span } from '../record/run-record.js';
import type { MeasuredNature } from '../verdict/verdict.js';
import type { Look } from './palette.js';
import { duration } from './units.js';

/** The batches of one workload under each model, on one axis of time. */
export interface Timeline {
  workload: string;
  nature: MeasuredNature;
  /** The lone task keeps its loop busy: while one runs, nothing else on that loop does. */
  holdsLoop: boolean;
  endMs: number;
  tracks: Track[];
  /** Tasks left out because the page would grow too large; the trace has them all. */
  dropped: number;
}

export interface Track {
  look: Look;
  /** When the last task ended. */
  endMs: number;
  laneCount: number;
  tasks: TracedTask[];
  /** Null in records of earlier versions. */
  mainLoop: MainLoop | null;
}

export interface TracedTask {
  /** Place of its input in the batch. */
  index: number;
  /** Counted from 0 in the order in which lanes take up their first task. */
  lane: number;
  submitted: number;
  started: number;
  finished: number;
  /** When its lane became free for it: from here to the start the lane stood waiting. */
  laneFree: number;
}

/** The track of one cell, with at most `limit` tasks; null without a traced batch. */
export function trackOf(cell: Cell, look: Look, limit: number): Track | null {
  if (cell.spans.length === 0) return null;
  const lanes = new Map<number, number>();
  const spans = cell.spans
    .map((span, index) => ({ ...rounded(span), index, lane: span.lane }))
    .sort((a, b) => a.started - b.started)
    .map((span) => {
      const lane = lanes.get(span.lane) ?? lanes.size;
      lanes.set(span.lane, lane);
      return { ...span, lane };
    });
  return {
    look,
    endMs: Math.max(...spans.map((span) => span.finished)),
    laneCount: lanes.size,
    tasks: withFreeLanes(spans.slice(0, limit)),
    mainLoop: cell.mainLoop ?? null,
  };
}

/** Whether tasks of one loop ran while others of it did: they let go of it in between. */
export function overlap(spans: readonly Span[]): boolean {
  let [ranMs, coveredMs, endMs] = [0, 0, 0];
  for (const { started, finished } of spans.toSorted((a, b) => a.started - b.started)) {
    ranMs += finished - started;
    coveredMs += Math.max(0, finished - Math.max(started, endMs));
    endMs = Math.max(endMs, finished);
  }
  return ranMs > 1.5 * coveredMs;
}

/** What a person who cannot see the timeline should know. */
export function describeTimeline({ workload, tracks }: Timeline): string {
  const ends = tracks.map(({ look, endMs }) => `${look.model} after ${duration(endMs)}`);
  return `Timeline of the tasks of ${workload}: done with ${ends.join(', ')}.`;
}

/** A timeline for a page: a task as five numbers, which takes a quarter of the room of an object. */
export type PackedTimeline = Omit<Timeline, 'tracks'> & {
  tracks: (Omit<Track, 'tasks'> & { tasks: number[][] })[];
};

/** Made smaller for the page. */
export function pack(timeline: Timeline): PackedTimeline {
  const tracks = timeline.tracks.map((track) => ({
    ...track,
    tasks: track.tasks.map(({ index, lane, submitted, started, finished }) => [
      index,
      lane,
      submitted,
      started,
      finished,
    ]),
  }));
  return { ...timeline, tracks };
}

/** The timeline as it was before `pack`. */
export function unpack(packed: PackedTimeline): Timeline {
  const tracks = packed.tracks.map((track) => ({
    ...track,
    tasks: withFreeLanes(
      track.tasks.map(([index = 0, lane = 0, submitted = 0, started = 0, finished = 0]) => ({
        index,
        lane,
        submitted,
        started,
        finished,
      })),
    ),
  }));
  return { ...packed, tracks };
}

/** @param tasks in the order in which they started. */
function withFreeLanes(tasks: Omit<TracedTask, 'laneFree'>[]): TracedTask[] {
  const freeAt: number[] = [];
  return tasks.map((task) => {
    const laneFree = Math.min(task.started, Math.max(freeAt[task.lane] ?? 0, task.submitted));
    freeAt[task.lane] = task.finished;
    return { ...task, laneFree };
  });
}

function rounded({ submitted, started, finished }: Span) {
  return { submitted: micro(submitted), started: micro(started), finished: micro(finished) };
}

/** Whole microseconds: more digits would only make the page larger. */
function micro(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
