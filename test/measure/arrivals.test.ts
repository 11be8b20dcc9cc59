import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrivalTimes } from '../../src/measure/arrivals.js';
import { seededRandom } from '../../src/measure/random.js';

const poisson = { rate: 50, arrivals: 'poisson', patienceMs: 1_000 } as const;

test('constant arrivals come one gap apart', () => {
  const times = arrivalTimes({ ...poisson, arrivals: 'constant' }, 4, seededRandom(1));
  assert.deepEqual(times, [20, 40, 60, 80]);
});

test('the same seed gives the same arrivals, another seed others', () => {
  const from = (seed: number) => arrivalTimes(poisson, 20, seededRandom(seed));
  assert.deepEqual(from(7), from(7));
  assert.notDeepEqual(from(7), from(8));
});

test('gaps of Poisson arrivals are exponential: mean and spread alike, no memory', () => {
  const times = arrivalTimes(poisson, 20_000, seededRandom(2026));
  const gaps = times.map((time, index) => time - (times[index - 1] ?? 0));
  const share = (test: (gap: number) => boolean) => gaps.filter(test).length / gaps.length;
  assert.ok(gaps.every((gap) => gap >= 0));
  assert.ok(Math.abs((times.at(-1) ?? 0) / 20_000 / 20 - 1) < 0.02);
  assert.ok(Math.abs(share((gap) => gap > 20) - Math.exp(-1)) < 0.01);
  assert.ok(Math.abs(share((gap) => gap > 60) - Math.exp(-3)) < 0.01);
});
