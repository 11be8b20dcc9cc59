import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWarm } from '../../src/measure/warm-up.js';

const limits = { workers: 1, limitMs: 500 };

test('work that waits is warm as soon as every slot has run', () => {
  assert.equal(isWarm({ batchMs: [], wallMs: 20, cpuMs: 1 }, limits), true);
});

test('work that computes is not, before a full batch has run', () => {
  assert.equal(isWarm({ batchMs: [], wallMs: 20, cpuMs: 20 }, limits), false);
  assert.equal(isWarm({ batchMs: [], wallMs: 2_000, cpuMs: 2_000 }, limits), false);
});

test('work is warm after 300 ms of computing in each worker', () => {
  const progress = { batchMs: [160, 160], wallMs: 320, cpuMs: 310 };
  assert.equal(isWarm(progress, limits), true);
  assert.equal(isWarm(progress, { ...limits, workers: 2 }), false);
});

test('batches that still get faster go on, those that have stopped do not', () => {
  const few = { wallMs: 50, cpuMs: 50 };
  assert.equal(isWarm({ ...few, batchMs: [10, 8, 6, 5] }, limits), false);
  assert.equal(isWarm({ ...few, batchMs: [10, 6, 5.1, 5, 5.2, 5] }, limits), true);
});

test('one disturbed batch does not hide that the others have settled', () => {
  assert.equal(isWarm({ batchMs: [5, 5.1, 20, 5], wallMs: 36, cpuMs: 30 }, limits), true);
});

test('three batches are too few to have settled', () => {
  assert.equal(isWarm({ batchMs: [5, 5, 5], wallMs: 16, cpuMs: 16 }, limits), false);
});

test('the time limit ends every warm-up', () => {
  assert.equal(isWarm({ batchMs: [250, 260], wallMs: 515, cpuMs: 80 }, limits), true);
});
