import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom, randomIndex } from '../../src/statistics/random.js';

const take = (seed: number, label?: string) => {
  const random = seededRandom(seed, label);
  return Array.from({ length: 5 }, () => random());
};

test('seed and label decide the numbers', () => {
  assert.deepEqual(take(42, 'a'), take(42, 'a'));
  assert.notDeepEqual(take(42, 'a'), take(43, 'a'));
  assert.notDeepEqual(take(42, 'a'), take(42, 'b'));
  assert.notDeepEqual(take(1), take(1 + 2 ** 32), 'bits above the 32nd count');
});

test('indexes are uniform by a chi-squared test', () => {
  const random = seededRandom(5, 'uniform');
  const counts = new Array<number>(20).fill(0);
  for (let i = 0; i < 20_000; i++) counts[randomIndex(random, 20)]! += 1;
  const chiSquared = counts.reduce((total, count) => total + (count - 1000) ** 2 / 1000, 0);
  assert.ok(
    chiSquared < 43.8,
    `${chiSquared} is past the 99.9 % quantile for 19 degrees of freedom`,
  );
});

test('neighbouring seeds give unrelated numbers', () => {
  const firsts = Array.from({ length: 2_000 }, (_, seed) => seededRandom(seed)());
  const lag = firsts.slice(1).map((value, i) => (value - 0.5) * (firsts[i]! - 0.5) * 12);
  const correlation = lag.reduce((total, value) => total + value, 0) / lag.length;
  assert.ok(Math.abs(correlation) < 0.08, `correlation of ${correlation}`);
});
