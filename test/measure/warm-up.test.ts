import assert from 'node:assert/strict';
import { test } from 'node:test';
import { warmthOf } from '../../src/measure/warm-up.js';
import type { WarmUpProgress } from '../../src/measure/warm-up.js';

const limits = { workers: 1, limitMs: 1_000, cpuLimitMs: 500 };
const falling: number[] = Array.from({ length: 20 }, (_, task) => 20 - task);
const level: number[] = Array.from({ length: 20 }, (_, task) => (task % 3 === 0 ? 30 : 10));

/** Of work that computes all the time, has settled and has its final code, unless said otherwise. */
function progress(other: Partial<WarmUpProgress>): WarmUpProgress {
  const { cpuMs = 105 } = other;
  return { taskMs: level, wallMs: cpuMs * 1.05, cpuMs, isCodeGrowing: false, ...other };
}

test('work that waits is warm as soon as every worker has run a task', () => {
  const waiting = progress({ taskMs: [], wallMs: 20, cpuMs: 1, isCodeGrowing: true });
  assert.equal(warmthOf(waiting, limits), 'warm');
});

test('work that computes is not, before a full batch has run', () => {
  assert.equal(warmthOf(progress({ taskMs: [], cpuMs: 20 }), limits), 'cold');
  assert.equal(warmthOf(progress({ taskMs: [], cpuMs: 2_000 }), limits), 'cold');
});

test('from 100 ms in each worker on, it is warm when its tasks have stopped getting faster', () => {
  assert.equal(warmthOf(progress({}), limits), 'warm');
  assert.equal(warmthOf(progress({ taskMs: falling }), limits), 'cold');
  assert.equal(warmthOf(progress({}), { ...limits, workers: 2 }), 'cold');
  assert.equal(warmthOf(progress({ cpuMs: 55 }), limits), 'cold');
});

test('work whose tasks have settled is cold while V8 adds to its code', () => {
  const compiled = { taskMs: level, cpuMs: 400 };
  assert.equal(warmthOf(progress({ ...compiled, isCodeGrowing: true }), limits), 'cold');
  assert.equal(warmthOf(progress(compiled), limits), 'warm');
});

test('code that runs less than a quarter of the time is not waited for', () => {
  const waiting = progress({ wallMs: 250, cpuMs: 50, isCodeGrowing: true });
  assert.equal(warmthOf(waiting, limits), 'warm');
});

test('work that waits more than it computes is warm as soon as its tasks have settled', () => {
  const mixed = { wallMs: 250, cpuMs: 60 };
  assert.equal(warmthOf(progress(mixed), { ...limits, workers: 2 }), 'warm');
  assert.equal(warmthOf(progress({ ...mixed, taskMs: falling }), limits), 'cold');
});

test('a disturbed task does not hide that the others have settled', () => {
  assert.equal(warmthOf(progress({ taskMs: level.with(-1, 90).with(2, 70) }), limits), 'warm');
});

test('a few tasks do not show whether they still get faster', () => {
  assert.equal(warmthOf(progress({ taskMs: [50, 50, 50], cpuMs: 155 }), limits), 'cold');
});

test('the time limit ends every warm-up, and it is told whether V8 was done', () => {
  for (const end of [{ wallMs: 1_010, cpuMs: 300 }, { cpuMs: 505 }]) {
    const atTheEnd = { taskMs: falling, ...end };
    assert.equal(warmthOf(progress(atTheEnd), limits), 'warm');
    assert.equal(warmthOf(progress({ ...atTheEnd, isCodeGrowing: true }), limits), 'cut-short');
  }
  assert.equal(
    warmthOf(progress({ cpuMs: 505, isCodeGrowing: true }), { ...limits, workers: 2 }),
    'cold',
  );
});
