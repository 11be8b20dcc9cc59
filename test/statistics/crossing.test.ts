import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zeroCrossing } from '../../src/statistics/crossing.js';

const line = (...ys: number[]) => ys.map((y, x) => ({ x, y }));

test('the crossing lies where a straight line between the neighbours is zero', () => {
  assert.equal(zeroCrossing(line(3, 1, -1, -2)), 1.5);
  assert.equal(zeroCrossing(line(-4, -3, 1)), 1.75);
});

test('a line that stays on one side has none', () => {
  assert.equal(zeroCrossing(line(3, 1, 2)), null);
  assert.equal(zeroCrossing(line(0, 0, 0)), null);
  assert.equal(zeroCrossing([]), null);
});

test('noise around zero does not hide the crossing that matters', () => {
  assert.equal(zeroCrossing(line(0.1, -0.1, 0.1, 4, 2, -2, -5)), 4.5);
});

test('a point on the line is the crossing', () => {
  assert.equal(zeroCrossing(line(2, 0, -2)), 1);
});
