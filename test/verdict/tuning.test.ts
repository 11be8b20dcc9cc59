import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rateAt } from '../../src/statistics/scalability-fit.js';
import { enoughConcurrency } from '../../src/verdict/tuning.js';

const useful = Array.from({ length: 64 }, (_, n) => n + 1);

test('where rates grow all the way, the most is enough', () => {
  assert.equal(
    enoughConcurrency(
      [8, 16, 32, 64],
      levels((n) => n),
    ),
    64,
  );
});

test('where rates have a peak, the law finds the level next to it between those measured', () => {
  const law = { rateOfOne: 10, contention: 0.02, coherency: 0.0008 };
  const peak = Math.max(...useful.map((n) => rateAt(law, n)));

  const enough = enoughConcurrency(
    useful,
    levels((n) => rateAt(law, n)),
  );

  assert.ok(rateAt(law, enough) * 1.05 >= peak);
  assert.ok(rateAt(law, enough - 1) * 1.05 < peak);
});

test('where a server takes no more than eight at once, eight are enough', () => {
  assert.equal(
    enoughConcurrency(
      useful,
      levels((n) => Math.min(n, 8)),
    ),
    8,
  );
});

test('where no law fits, a measured level is chosen', () => {
  const jumpy = levels((n) => (n === 16 ? 100 : n === 8 ? 5 : n));
  assert.equal(enoughConcurrency(useful, jumpy), 16);
});

test('a single level is what there is', () => {
  assert.equal(enoughConcurrency([], [{ concurrency: 4, tasksPerSecond: 1 }]), 4);
});

function levels(rate: (n: number) => number) {
  return [1, 2, 4, 8, 16, 32, 64].map((n) => ({ concurrency: n, tasksPerSecond: rate(n) }));
}
