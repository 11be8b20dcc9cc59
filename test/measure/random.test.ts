import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom, shuffled } from '../../src/measure/random.js';

test('the same seed gives the same orders, another seed others', () => {
  const items = Array.from({ length: 20 }, (_, index) => index);
  assert.deepEqual(shuffled(items, seededRandom(7)), shuffled(items, seededRandom(7)));
  assert.notDeepEqual(shuffled(items, seededRandom(7)), shuffled(items, seededRandom(8)));
});

test('a shuffle keeps all items and leaves the original alone', () => {
  const items = [1, 2, 3, 4];
  assert.deepEqual(shuffled(items, seededRandom(1)).sort(), [1, 2, 3, 4]);
  assert.deepEqual(items, [1, 2, 3, 4]);
});

test('every order of three is equally likely', () => {
  const random = seededRandom(2026);
  const counts = new Map<string, number>();
  for (let draw = 0; draw < 6_000; draw += 1) {
    const order = shuffled(['a', 'b', 'c'], random).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  assert.equal(counts.size, 6);
  // Binomial(6000, 1/6) has a standard deviation of 29; the seed is fixed.
  for (const count of counts.values()) assert.ok(Math.abs(count - 1_000) < 4 * 29, `${count}`);
});
