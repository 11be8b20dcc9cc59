import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../fast-check.js';
import { groupedInterval } from '../../src/statistics/grouped-interval.js';
import { seededRandom } from '../../src/statistics/random.js';
import { bimodalNoise, normalNoise, rememberingNoise, type Noise } from './noise.js';

const TRIALS = 300;
const ROUNDS = 10;
/** Three standard errors of a coverage of 95 % counted in so many trials, in per cent. */
const CHANCE = 300 * Math.sqrt((0.95 * 0.05) / TRIALS);

/** How often, in per cent, the interval holds the level that the values were drawn around. */
function coverage(processes: number, betweenProcesses: Noise, betweenRounds: Noise): number {
  const random = seededRandom(11, 'coverage');
  const drawGroup = () => {
    const level = betweenProcesses();
    return Array.from({ length: ROUNDS }, () => level + betweenRounds());
  };
  const isHeld = () => {
    const { low, high } = groupedInterval(Array.from({ length: processes }, drawGroup), random)!;
    return low <= 0 && 0 <= high;
  };
  return (Array.from({ length: TRIALS }, isHeld).filter(Boolean).length / TRIALS) * 100;
}

const noises: Record<string, () => [Noise, Noise]> = {
  'processes differ': () => [normalNoise(0.02, 1), normalNoise(0.005, 2)],
  'processes and rounds differ': () => [normalNoise(0.01, 1), normalNoise(0.02, 2)],
  'only rounds differ': () => [() => 0, normalNoise(0.03, 2)],
  'rounds remember the one before': () => [normalNoise(0.01, 1), rememberingNoise(0.02, 0.7, 2)],
};

for (const [kind, make] of Object.entries(noises)) {
  test(`95 % intervals of 5 and 8 processes hold the level in 95 % when ${kind}`, () => {
    for (const processes of [5, 8]) {
      const percent = coverage(processes, ...make());
      assert.ok(Math.abs(percent - 95) <= CHANCE, `${processes} processes: ${percent} %`);
    }
  });

  test(`intervals of 3 processes hold the level in 95 % or more when ${kind}`, () => {
    const percent = coverage(3, ...make());
    assert.ok(percent >= 95 - CHANCE, `${percent} %`);
  });
}

test('processes in two modes are covered from 5 processes on', () => {
  const percent = coverage(5, bimodalNoise(0.05, 3), normalNoise(0.01, 2));
  assert.ok(Math.abs(percent - 95) <= CHANCE, `${percent} %`);
});

const groups = fc.array(fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { maxLength: 8 }), {
  maxLength: 8,
});

test('any values give a finite interval around the value, and none give none', () => {
  fc.assert(
    fc.property(groups, (values) => {
      const interval = groupedInterval(values, seededRandom(1));
      assert.equal(interval === null, values.flat().length === 0);
      if (!interval) return;
      const { low, value, high, count, draws } = interval;
      assert.ok(low <= value && value <= high);
      assert.ok([low, high, ...draws].every(Number.isFinite));
      assert.equal(count, values.flat().length);
    }),
  );
});

test('moving all values moves the interval and nothing else', () => {
  const interval = groupedInterval(
    [
      [1, 2, 4],
      [2, 3, 3],
      [0, 1, 1],
    ],
    seededRandom(1),
  )!;
  const moved = groupedInterval(
    [
      [11, 12, 14],
      [12, 13, 13],
      [10, 11, 11],
    ],
    seededRandom(1),
  )!;
  for (const end of ['low', 'value', 'high'] as const) {
    assert.ok(Math.abs(moved[end] - interval[end] - 10) < 1e-9);
  }
});

test('three processes are at least as wide as Student says', () => {
  // t(2) = 4.3027, standard deviation 1, three of them.
  const { low, high } = groupedInterval([[9], [10], [11]], seededRandom(1))!;
  assert.ok(Math.abs(low - (10 - 4.3027 / Math.sqrt(3))) < 1e-3);
  assert.ok(Math.abs(high - (10 + 4.3027 / Math.sqrt(3))) < 1e-3);
});

test('a single value knows no spread, and its count says so', () => {
  const { low, value, high, count } = groupedInterval([[4]], seededRandom(1))!;
  assert.deepEqual({ low, value, high, count }, { low: 4, value: 4, high: 4, count: 1 });
});

test('the draws have the interval as their middle 95 %', () => {
  const { low, high, draws } = groupedInterval(
    [
      [1, 2, 3],
      [2, 4, 4],
      [1, 1, 2],
    ],
    seededRandom(1),
  )!;
  const outside = draws.filter((draw) => draw < low || draw > high).length / draws.length;
  assert.ok(outside < 0.06, `${outside} outside`);
});
