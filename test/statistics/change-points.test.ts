import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changePoints } from '../../src/statistics/change-points.js';
import { seededRandom } from '../../src/statistics/random.js';
import { normalNoise, rememberingNoise, type Noise } from './noise.js';

const calm = (noise: Noise, points: number, level = 0) =>
  Array.from({ length: points }, () => level + noise());
const find = (series: number[]) => changePoints(series, seededRandom(1));

test('a change of 10 % in calm series is found within five runs in 95 %', () => {
  const delays = Array.from({ length: 60 }, (_, seed) => {
    const noise = normalNoise(0.02, seed);
    const series = [...calm(noise, 30), ...calm(noise, 5, Math.log(1.1))];
    const lengths = [33, 34, 35];
    return lengths.some((length) =>
      find(series.slice(0, length)).some(({ index }) => Math.abs(index - 30) <= 1),
    );
  });
  assert.ok(delays.filter(Boolean).length / delays.length >= 0.95);
});

test('series without a change give at most one alarm in 100 runs, also with memory and outliers', () => {
  const SERIES = 20;
  const RUNS = 100;
  let alarms = 0;
  for (let seed = 0; seed < SERIES; seed++) {
    const noise = rememberingNoise(0.02, 0.3, seed);
    const series = calm(noise, RUNS).map((value, i) => value + (i % 23 === 22 ? 0.3 : 0));
    const places = new Set<number>();
    for (let length = 10; length <= RUNS; length += 10) {
      for (const { index } of find(series.slice(0, length))) places.add(Math.round(index / 5));
    }
    alarms += places.size;
  }
  assert.ok(alarms <= SERIES, `${alarms} alarms in ${SERIES * RUNS} runs`);
});

test('each of several changes is found with its size', () => {
  const noise = normalNoise(0.01, 1);
  const series = [
    ...calm(noise, 15),
    ...calm(noise, 15, Math.log(1.3)),
    ...calm(noise, 15, Math.log(1.1)),
  ];
  const found = find(series);
  assert.deepEqual(
    found.map(({ index }) => index),
    [15, 30],
  );
  const [rise, fall] = found.map(({ ratio }) => ratio);
  assert.ok(rise!.low <= 1.3 && 1.3 <= rise!.high && rise!.high / rise!.low < 1.03);
  assert.ok(fall!.low <= 1.1 / 1.3 && 1.1 / 1.3 <= fall!.high);
});

test('one or two points are outliers, three are a level', () => {
  const noise = normalNoise(0.01, 1);
  const after = (points: number) => find([...calm(noise, 20), ...calm(noise, points, 0.5)]);
  assert.deepEqual([after(1).length, after(2).length, after(3).length], [0, 0, 1]);
  assert.deepEqual(find([...calm(noise, 15), 0.5, 0.5, ...calm(noise, 15)]), []);
});

test('a step that is too small to matter is none', () => {
  const noise = normalNoise(0.001, 1);
  const series = [...calm(noise, 20), ...calm(noise, 20, 0.01)];
  assert.deepEqual(find(series), []);
  assert.equal(changePoints(series, seededRandom(1), 0.005).length, 1);
});

test('series that are short, empty or constant have no change', () => {
  assert.deepEqual(find([]), []);
  assert.deepEqual(find([1, 2, 3]), []);
  assert.deepEqual(find(new Array<number>(40).fill(1)), []);
});
