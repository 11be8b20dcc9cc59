import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rungsOf } from '../../src/plan/ladder.js';

const sizes = (text: string, cpus: number) =>
  rungsOf(text, cpus).map((model) => Number(model.split(':')[1]));

test('a ladder doubles from its first size to its last', () => {
  assert.deepEqual(sizes('async-pool:1..64', 2), [1, 2, 4, 8, 16, 32, 64]);
  assert.deepEqual(sizes('worker-pool:1..2cpus', 8), [1, 2, 4, 8, 16]);
});

test('twice the CPUs passes by the CPUs, also where they are no power of two', () => {
  assert.deepEqual(sizes('worker-pool:1..2cpus', 6), [1, 2, 3, 6, 12]);
  assert.deepEqual(sizes('worker-pool:1..2cpus', 4), [1, 2, 3, 4, 6, 8]);
});

test('a short ladder has at least the five rungs that the law needs', () => {
  assert.deepEqual(sizes('worker-pool:1..2cpus', 2), [1, 2, 3, 4, 5]);
  assert.deepEqual(sizes('worker-pool:1..cpus', 1), [1]);
  assert.deepEqual(sizes('worker-pool:1..2cpus', 1), [1, 2, 3, 4, 5]);
});

test('any other text stands for itself', () => {
  for (const text of ['event-loop', 'worker-pool:cpusx10', 'async-pool:1..', 'async-pool:..4']) {
    assert.deepEqual(rungsOf(text, 2), [text]);
  }
});
