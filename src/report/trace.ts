/**
 * The traced batches of a run in Chrome's trace event format, for ui.perfetto.dev and chrome://tracing.
 *
 * A cell is a process of the trace, a lane one of its threads. A running task is a complete event;
 * its time in the queue is an asynchronous one, because many tasks wait at once; a counter follows
 * how many run. Times are microseconds.
 */
import type { Cell, MainLoop, Period, RunRecord, Span } from '../record/run-record.js';

export interface Trace {
  displayTimeUnit: 'ms';
  otherData: Record<string, string>;
  traceEvents: TraceEvent[];
}

interface Place {
  pid: number;
  tid: number;
}

export type TraceEvent = Place &
  (
    | { ph: 'M'; name: 'process_name' | 'thread_name'; args: { name: string } }
    | { ph: 'M'; name: 'process_sort_index' | 'thread_sort_index'; args: { sort_index: number } }
    | { ph: 'X'; name: string; cat: 'task'; ts: number; dur: number; args: { waitMs: number } }
    | { ph: 'X'; name: 'blocked' | 'GC'; cat: 'main loop'; ts: number; dur: number }
    | { ph: 'b'; name: string; cat: 'waiting'; id: string; ts: number }
    | { ph: 'e'; name: string; cat: 'waiting'; id: string; ts: number }
    | { ph: 'C'; name: 'running tasks'; ts: number; args: { running: number } }
  );

/** One document for the whole run; cells without a traced batch are left out. */
export function renderTrace(record: RunRecord): Trace {
  const traced = record.cells.filter((cell) => cell.spans.length > 0);
  return {
    displayTimeUnit: 'ms',
    otherData: { run: record.id, tool: `${record.tool.name} ${record.tool.version}` },
    // Perfetto takes process 0 for the idle process of the system.
    traceEvents: traced.flatMap((cell, index) => cellEvents(cell, index + 1)),
  };
}

function cellEvents({ id, spans, mainLoop }: Cell, pid: number): TraceEvent[] {
  const lanes = [...new Set(spans.map((span) => span.lane))].sort((a, b) => a - b);
  return [
    { ph: 'M', name: 'process_name', pid, tid: 0, args: { name: id } },
    { ph: 'M', name: 'process_sort_index', pid, tid: 0, args: { sort_index: pid } },
    ...lanes.flatMap((lane) => threadEvents(pid, threadOf(lane), `lane ${lane}`)),
    ...spans.flatMap((span, index) => taskEvents(span, index, pid)),
    ...counterEvents(spans, pid),
    ...(mainLoop ? mainLoopEvents(mainLoop, pid, threadOf(Math.max(...lanes) + 1)) : []),
  ];
}

function threadEvents(pid: number, tid: number, name: string): TraceEvent[] {
  return [
    { ph: 'M', name: 'thread_name', pid, tid, args: { name } },
    { ph: 'M', name: 'thread_sort_index', pid, tid, args: { sort_index: tid } },
  ];
}

/** Two threads: a collection may begin in a block and end after it, and events of one thread must nest. */
function mainLoopEvents(
  { blocked, collections }: MainLoop,
  pid: number,
  tid: number,
): TraceEvent[] {
  const events = (name: 'blocked' | 'GC', periods: Period[], place: Place): TraceEvent[] =>
    periods.map(([from, to]) => {
      const [ts, dur] = [micros(from), micros(to - from)];
      return { ph: 'X', name, cat: 'main loop', ...place, ts, dur };
    });
  return [
    ...threadEvents(pid, tid, 'main loop blocked'),
    ...events('blocked', blocked, { pid, tid }),
    ...threadEvents(pid, tid + 1, 'main loop GC'),
    ...events('GC', collections, { pid, tid: tid + 1 }),
  ];
}

function taskEvents(span: Span, index: number, pid: number): TraceEvent[] {
  const name = `task ${index}`;
  const place = { pid, tid: threadOf(span.lane) };
  const waiting = { name, cat: 'waiting' as const, id: `${pid}.${index}`, ...place };
  return [
    { ph: 'b', ...waiting, ts: micros(span.submitted) },
    // Two clocks may disagree by a microsecond; an end before its beginning would be dropped.
    { ph: 'e', ...waiting, ts: micros(Math.max(span.submitted, span.started)) },
    {
      ph: 'X',
      name,
      cat: 'task',
      ...place,
      ts: micros(span.started),
      dur: micros(span.finished - span.started),
      args: { waitMs: span.started - span.submitted },
    },
  ];
}

function counterEvents(spans: Span[], pid: number): TraceEvent[] {
  const steps = spans
    .flatMap(({ started, finished }) => [
      { at: started, step: 1 },
      { at: finished, step: -1 },
    ])
    // Ends first: a task that starts as another ends is not one more.
    .sort((a, b) => a.at - b.at || a.step - b.step);
  let running = 0;
  return steps.map(({ at, step }) => {
    running += step;
    return { ph: 'C', name: 'running tasks', pid, tid: 0, ts: micros(at), args: { running } };
  });
}

/** Thread 0 carries what belongs to the whole cell. */
function threadOf(lane: number): number {
  return lane + 1;
}

function micros(ms: number): number {
  return ms * 1000;
}
