import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../fast-check.js';
import {
  hasTimeFor,
  shareTime,
  WANTED_SETS,
  worthwhileRounds,
} from '../../src/measure/time-plan.js';

const limits = { minRounds: 3, maxRounds: 10 };
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const near = (actual: number | undefined, expected: number) =>
  assert.ok(Math.abs((actual ?? NaN) - expected) < 1e-6, `${actual} is not near ${expected}`);

test('sets of unknown cost share the time evenly', () => {
  for (const share of shareTime(900, [undefined, undefined, undefined], limits)) near(share, 300);
});

test('what a cheap set cannot use goes to the others', () => {
  const cheap = { fixedMs: 10, roundMs: 1 };
  const dear = { fixedMs: 10, roundMs: 100 };
  const [forCheap, forDear] = shareTime(800, [cheap, dear], limits);
  near(forCheap, 20);
  near(forDear, 780);
});

test('no set gets less than its fewest rounds take, even when the time is over', () => {
  const cost = { fixedMs: 10, roundMs: 100 };
  assert.deepEqual(shareTime(-5, [cost, cost], limits), [310, 310]);
});

test('a set that is wanted may end a little late, a further one may not', () => {
  const cost = { fixedMs: 800, roundMs: 200 };
  const lastWanted = WANTED_SETS - 1;
  assert.deepEqual(
    [1_000, 750, 740].map((leftMs) => hasTimeFor(cost, 1, leftMs, lastWanted)),
    [true, true, false],
  );
  assert.deepEqual(
    [1_000, 990].map((leftMs) => hasTimeFor(cost, 1, leftMs, WANTED_SETS)),
    [true, false],
  );
});

test('what costs much to start is worth many rounds, what takes long is worth few', () => {
  // sqrt(2 x 1,600 / 8), sqrt(2 x 1,600 / 800); a round is the least there is.
  assert.equal(worthwhileRounds({ fixedMs: 1_600, roundMs: 8 }), 20);
  assert.equal(worthwhileRounds({ fixedMs: 1_600, roundMs: 800 }), 2);
  assert.equal(worthwhileRounds({ fixedMs: 1_600, roundMs: 20_000 }), 1);
});

const cost = fc.option(
  fc.record({
    fixedMs: fc.double({ min: 0, max: 1e4, noNaN: true }),
    roundMs: fc.double({ min: 0.01, max: 1e4, noNaN: true }),
  }),
  { nil: undefined },
);

test('the shares never exceed the time, unless the fewest rounds alone do', () => {
  fc.assert(
    fc.property(
      fc.array(cost, { minLength: 1, maxLength: 30 }),
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      (costs, availableMs) => {
        const shares = shareTime(availableMs, costs, limits);
        const leastMs = sum(costs.map((each) => (each ? each.fixedMs + 3 * each.roundMs : 0)));
        assert.ok(sum(shares) <= Math.max(availableMs, leastMs) * (1 + 1e-9));
      },
    ),
  );
});

test('the time is used up where some set can use it', () => {
  fc.assert(
    fc.property(
      fc.array(cost, { minLength: 1, maxLength: 10 }),
      fc.double({ min: 1e6, max: 1e7, noNaN: true }),
      (costs, availableMs) => {
        const shares = shareTime(availableMs, [...costs, undefined], limits);
        assert.ok(Math.abs(sum(shares) - availableMs) < 1e-6 * availableMs);
      },
    ),
  );
});
