import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWarm } from '../../src/measure/warm-up.js';

const limits = { workers: 1, limitMs: 500 };

test('work that waits is warm as soon as every slot has run', () => {
  assert.equal(isWarm({ taskMs: [], wallMs: 20, cpuMs: 1 }, limits), true);
});

test('work that computes is not, before a full batch has run', () => {
  assert.equal(isWarm({ taskMs: [], wallMs: 20, cpuMs: 20 }, limits), false);
  assert.equal(isWarm({ taskMs: [], wallMs: 2_000, cpuMs: 2_000 }, limits), false);
});

const falling: number[] = Array.from({ length: 20 }, (_, task) => 20 - task);
const level: number[] = Array.from({ length: 20 }, (_, task) => (task % 3 === 0 ? 30 : 10));

test('work is warm after 300 ms of computing in each worker, though its tasks still get faster', () => {
  const progress = { taskMs: falling, wallMs: 320, cpuMs: 310 };
  assert.equal(isWarm(progress, limits), true);
  assert.equal(isWarm(progress, { ...limits, workers: 2 }), false);
});

test('from 100 ms in each worker on, it is warm when its tasks have stopped getting faster', () => {
  const progress = { wallMs: 110, cpuMs: 105 };
  assert.equal(isWarm({ ...progress, taskMs: level }, limits), true);
  assert.equal(isWarm({ ...progress, taskMs: falling }, limits), false);
  assert.equal(isWarm({ ...progress, taskMs: level }, { ...limits, workers: 2 }), false);
  assert.equal(isWarm({ wallMs: 60, cpuMs: 55, taskMs: level }, limits), false);
});

test('work that waits more than it computes is warm as soon as its tasks have settled', () => {
  const progress = { wallMs: 250, cpuMs: 60 };
  assert.equal(isWarm({ ...progress, taskMs: level }, { ...limits, workers: 2 }), true);
  assert.equal(isWarm({ ...progress, taskMs: falling }, { ...limits, workers: 2 }), false);
});

test('a disturbed task does not hide that the others have settled', () => {
  const taskMs = level.with(-1, 90).with(2, 70);
  assert.equal(isWarm({ taskMs, wallMs: 110, cpuMs: 105 }, limits), true);
});

test('a few tasks do not show whether they still get faster', () => {
  assert.equal(isWarm({ taskMs: [50, 50, 50], wallMs: 160, cpuMs: 155 }, limits), false);
});

test('the time limit ends every warm-up', () => {
  assert.equal(isWarm({ taskMs: falling, wallMs: 515, cpuMs: 80 }, limits), true);
});
