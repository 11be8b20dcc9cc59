import assert from 'node:assert/strict';
import { test } from 'node:test';
import { divisions } from '../../src/statistics/energy-division.js';
import { seededRandom } from '../../src/statistics/random.js';
import { normalNoise } from './noise.js';

test('a series is split where its level and where its spread changes', () => {
  const [small, large] = [normalNoise(0.01, 1), normalNoise(1, 2)];
  const series = [
    ...Array.from({ length: 30 }, () => small()),
    ...Array.from({ length: 30 }, () => 1 + small()),
    ...Array.from({ length: 30 }, () => 1 + large()),
  ];
  const found = divisions(series, seededRandom(1));
  assert.equal(found[0], 30);
  assert.ok(
    found.some((index) => Math.abs(index - 60) <= 3),
    `${found.join()}`,
  );
});

test('no part is shorter than three points', () => {
  const noise = normalNoise(0.01, 1);
  for (let level = 0; level < 12; level++) {
    const series = Array.from({ length: 24 }, (_, i) => (i === level ? 5 : 0) + noise());
    const borders = [0, ...divisions(series, seededRandom(1)), series.length];
    assert.ok(borders.slice(1).every((border, i) => border - borders[i]! >= 3));
  }
});
