import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneSampleTTest, welchTTest } from '../../src/statistics/t-test.js';

const near = (actual: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);

/** Extra hours of sleep with each of two drugs (Student 1908, table I; data set `sleep` of R). */
const firstDrug = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
const secondDrug = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

test("Student's own data give his paired result", () => {
  // R: t.test(extra[11:20] - extra[1:10]): t = 4.0621, p = 0.002833, 0.7001142 to 2.4598858.
  const differences = secondDrug.map((value, i) => value - firstDrug[i]!);
  const { difference, low, high, pValue } = oneSampleTTest(differences, 0.05);
  near(difference, 1.58, 1e-9);
  near(low, 0.7001142, 1e-6);
  near(high, 2.4598858, 1e-6);
  near(pValue, 0.002833, 1e-6);
});

test("the same data as independent samples give Welch's result", () => {
  // R: t.test(extra ~ group): t = -1.8608, df = 17.776, p = 0.07939, -3.3654832 to 0.2054832.
  const { difference, low, high, pValue } = welchTTest(firstDrug, secondDrug, 0.05);
  near(difference, 1.58, 1e-9);
  near(low, -0.2054832, 1e-6);
  near(high, 3.3654832, 1e-6);
  near(pValue, 0.07939, 1e-5);
});

test('samples without spread differ surely or not at all', () => {
  assert.equal(welchTTest([1, 1], [2, 2], 0.05).pValue, 0);
  assert.equal(welchTTest([1, 1], [1, 1], 0.05).pValue, 1);
  assert.equal(oneSampleTTest([0, 0, 0], 0.05).pValue, 1);
});
