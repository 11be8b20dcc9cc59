import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderTrace } from '../../src/report/trace.js';
import type { TraceEvent } from '../../src/report/trace.js';
import { hostileRun, tradeoffRun } from './sample-run.js';

const { record } = tradeoffRun();
const { traceEvents } = renderTrace(record);

test('every span of every cell is a complete event of its length, in microseconds', () => {
  const tasks = eventsOf('X').filter((event) => event.cat === 'task');
  const spans = record.cells.flatMap((cell) => cell.spans);
  assert.equal(tasks.length, spans.length);
  tasks.forEach((event, index) => {
    const span = spans[index]!;
    assert.equal(event.ts, span.started * 1000);
    assert.equal(event.dur, (span.finished - span.started) * 1000);
    assert.equal(event.args.waitMs, span.started - span.submitted);
  });
});

test('blocks of the main loop and its collections are complete events on threads of their own', () => {
  const blocked = eventsOf('X').filter(({ name }) => name === 'blocked');
  const collections = eventsOf('X').filter(({ name }) => name === 'GC');
  const loops = record.cells.map((cell) => cell.mainLoop!);
  assert.deepEqual(
    blocked.map(({ ts, dur }) => [ts, dur]),
    loops.flatMap((loop) => loop.blocked.map(([from, to]) => [from * 1000, (to - from) * 1000])),
  );
  assert.equal(collections.length, loops.length);
});

test('events of one thread do not overlap, or an importer would cut them', () => {
  const byThread = new Map<string, [number, number][]>();
  for (const { pid, tid, ts, dur } of eventsOf('X')) {
    const thread = `${pid}.${tid}`;
    byThread.set(thread, [...(byThread.get(thread) ?? []), [ts, ts + dur]]);
  }
  for (const periods of byThread.values()) {
    periods.sort(([a], [b]) => a - b);
    periods.slice(1).forEach(([from], index) => assert.ok(from >= periods[index]![1] - 0.001));
  }
});

test('waiting begins and ends once for each task, under an id of its own', () => {
  const begins = eventsOf('b');
  const ends = eventsOf('e');
  assert.equal(new Set(begins.map((event) => event.id)).size, begins.length);
  assert.deepEqual(
    begins.map(({ id, pid, cat, name }) => ({ id, pid, cat, name })),
    ends.map(({ id, pid, cat, name }) => ({ id, pid, cat, name })),
  );
  begins.forEach((begin, index) => assert.ok(begin.ts <= ends[index]!.ts));
});

test('every process and thread that carries a task is named once', () => {
  const names = eventsOf('M');
  const processes = names.filter(({ name }) => name === 'process_name').map(({ pid }) => pid);
  const threads = names
    .filter(({ name }) => name === 'thread_name')
    .map(({ pid, tid }) => `${pid}.${tid}`);
  assert.equal(new Set(processes).size, processes.length);
  assert.equal(new Set(threads).size, threads.length);
  for (const { pid, tid } of eventsOf('X')) {
    assert.ok(processes.includes(pid));
    assert.ok(threads.includes(`${pid}.${tid}`));
  }
});

test('the counter of running tasks never falls below zero, never exceeds the slots, and ends at zero', () => {
  record.cells.forEach((cell, index) => {
    const counts = eventsOf('C')
      .filter(({ pid }) => pid === index + 1)
      .map(({ args }) => args.running);
    assert.ok(Math.min(...counts) >= 0);
    assert.ok(Math.max(...counts) <= cell.workers * cell.concurrency);
    assert.equal(counts.at(-1), 0);
  });
});

test('every event has the fields that the importers require', () => {
  for (const event of traceEvents) {
    assert.ok(Number.isInteger(event.pid) && event.pid > 0);
    assert.ok(Number.isInteger(event.tid) && event.tid >= 0);
    assert.ok(event.name !== '');
    if ('ts' in event) assert.ok(Number.isFinite(event.ts) && event.ts >= 0);
    if ('dur' in event) assert.ok(event.dur >= 0);
  }
  assert.doesNotThrow(() => JSON.stringify(renderTrace(record)));
});

test('a cell that failed is left out', () => {
  const failed = hostileRun().record;
  const names = renderTrace(failed).traceEvents.filter(({ name }) => name === 'process_name');
  assert.equal(names.length, failed.cells.length - 1);
});

function eventsOf<P extends TraceEvent['ph']>(phase: P) {
  return traceEvents.filter((event): event is Extract<TraceEvent, { ph: P }> => event.ph === phase);
}
