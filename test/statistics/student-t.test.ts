import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../fast-check.js';
import { studentTCdf, studentTQuantile } from '../../src/statistics/student-t.js';

const near = (actual: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);

test('quantiles are those of the printed tables', () => {
  // NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.2.
  const table: [probability: number, degreesOfFreedom: number, t: number][] = [
    [0.975, 1, 12.706],
    [0.975, 2, 4.303],
    [0.975, 3, 3.182],
    [0.975, 4, 2.776],
    [0.975, 9, 2.262],
    [0.975, 30, 2.042],
    [0.975, 100, 1.984],
    [0.9, 7, 1.415],
    [0.995, 5, 4.032],
    [0.999, 10, 4.144],
  ];
  for (const [probability, degreesOfFreedom, t] of table) {
    near(studentTQuantile(probability, degreesOfFreedom), t, 0.0005);
  }
});

test('probabilities are those of the closed forms for 1 and 2 degrees of freedom', () => {
  for (const t of [-40, -3, -0.5, 0, 0.2, 1, 7, 100]) {
    near(studentTCdf(t, 1), 0.5 + Math.atan(t) / Math.PI, 1e-12);
    near(studentTCdf(t, 2), 0.5 + t / (2 * Math.sqrt(2 + t * t)), 1e-12);
  }
});

test('the quantile undoes the probability', () => {
  const t = fc.double({ min: -20, max: 20, noNaN: true });
  fc.assert(
    fc.property(t, fc.integer({ min: 1, max: 200 }), (value, degreesOfFreedom) => {
      const probability = studentTCdf(value, degreesOfFreedom);
      fc.pre(probability > 1e-6 && probability < 1 - 1e-6);
      near(
        studentTQuantile(probability, degreesOfFreedom),
        value,
        1e-5 * Math.max(1, Math.abs(value)),
      );
    }),
  );
});
