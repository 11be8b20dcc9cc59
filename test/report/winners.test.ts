import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Line } from '../../src/report/chart.js';
import { looksOf } from '../../src/report/palette.js';
import { winnersOf } from '../../src/report/winners.js';

const [loop, pool, threads] = looksOf(['event-loop', 'async-pool:20', 'worker-pool:2']);
assert.ok(loop && pool && threads);

/** From 8x down to 0.5x against 2x throughout: they cross in the middle. */
const falling = lineOf(pool, [
  [0, 8],
  [1, 0.5],
]);
const level = lineOf(threads, [
  [0, 2],
  [1, 2],
]);

test('the highest line wins up to where the lines cross', () => {
  const stretches = winnersOf([falling, level], { look: loop, level: 1 }, false);
  assert.deepEqual(
    stretches.map(({ look, from, to }) => [look.model, from, to]),
    [
      ['async-pool:20', 0, 0.5],
      ['worker-pool:2', 0.5, 1],
    ],
  );
});

test('a win is sure only where no other interval reaches up to it', () => {
  const wide = lineOf(
    pool,
    [
      [0, 8],
      [1, 0.5],
    ],
    1.5,
  );
  const stretches = winnersOf([wide, level], null, false);
  assert.deepEqual(
    stretches.map(({ look, isSure }) => [look.model, isSure]),
    [
      ['async-pool:20', true],
      ['async-pool:20', false],
      ['worker-pool:2', false],
      ['worker-pool:2', true],
    ],
  );
});

test('the event loop wins where no line is above 1x', () => {
  const slow = lineOf(threads, [
    [1, 0.1],
    [100, 0.1],
    [10_000, 10],
  ]);
  const stretches = winnersOf([slow], { look: loop, level: 1 }, true);
  assert.deepEqual(
    stretches.map(({ look, from, to }) => [look.model, Math.round(from), Math.round(to)]),
    [
      ['event-loop', 1, 1000],
      ['worker-pool:2', 1000, 10_000],
    ],
  );
});

test('a line is not drawn on beyond its points', () => {
  const short = lineOf(pool, [
    [0, 8],
    [0.5, 8],
  ]);
  const stretches = winnersOf([short, level], null, false);
  assert.deepEqual(
    stretches.map(({ look, to }) => [look.model, to]),
    [
      ['async-pool:20', 0.5],
      ['worker-pool:2', 1],
    ],
  );
});

function lineOf(look: Line['look'], points: [x: number, y: number][], factor = 1): Line {
  return {
    look,
    points: points.map(([x, y]) => ({ x, y, low: y / factor, high: y * factor })),
    bounds: [],
  };
}
