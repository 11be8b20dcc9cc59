import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../fast-check.js';
import { seededRandom } from '../../src/statistics/random.js';
import { fitScalability, rateAt } from '../../src/statistics/scalability-fit.js';
import { scalabilityOf, type Level } from '../../src/statistics/scalability.js';
import { normalNoise } from './noise.js';

/** SPEC SDM91 on a Sun SPARCcenter, as printed and fitted by Gunther (2007, chapter 5). */
const published = {
  load: [1, 18, 36, 72, 108, 144, 216],
  throughput: [64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775.0, 1702.2],
};
const LEVELS = [1, 2, 4, 8, 16, 32, 64];

const near = (actual: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);

/** Levels that obey a law but for relative noise of the given size. */
function levelsOf(contention: number, coherency: number, noise: number, seed = 1): Level[] {
  const draw = normalNoise(noise, seed);
  return LEVELS.map((concurrency) => {
    const rate = rateAt({ rateOfOne: 100, contention, coherency }, concurrency);
    return { concurrency, rates: Array.from({ length: 5 }, () => rate * Math.exp(draw())) };
  });
}

function fitted(levels: Level[]) {
  const result = scalabilityOf(levels, seededRandom(1));
  assert.equal(result.kind, 'fit');
  return result as Extract<typeof result, { kind: 'fit' }>;
}

test("the published fit of Gunther's data is found", () => {
  const law = fitScalability(published.load, published.throughput)!;
  near(law.contention, 0.0277, 0.0001);
  near(law.coherency, 0.000104, 0.000001);
  near(Math.sqrt((1 - law.contention) / law.coherency), 96.5, 0.5);
});

test('exact rates give back the law that made them', () => {
  const share = fc.double({ min: 0, max: 0.9, noNaN: true });
  const small = fc.double({ min: 0, max: 0.01, noNaN: true });
  fc.assert(
    fc.property(share, small, (contention, coherency) => {
      const truth = { rateOfOne: 100, contention, coherency };
      const law = fitScalability(
        LEVELS,
        LEVELS.map((n) => rateAt(truth, n)),
      )!;
      near(law.contention, contention, 1e-6);
      near(law.coherency, coherency, 1e-7);
      near(law.rateOfOne, 100, 1e-4);
    }),
  );
});

test('contention and coherency are never negative, also where rates grow more than in step', () => {
  const law = fitScalability(
    LEVELS,
    LEVELS.map((n) => 100 * n ** 1.1),
  )!;
  assert.ok(law.contention >= 0 && law.coherency >= 0);
});

test('intervals hold the truth about as often as they promise', () => {
  const held = Array.from({ length: 30 }, (_, seed) => fitted(levelsOf(0.05, 0.001, 0.03, seed)));
  const share = (isIn: (fit: (typeof held)[number]) => boolean) => held.filter(isIn).length / 30;
  assert.ok(share(({ contention: { low, high } }) => low <= 0.05 && 0.05 <= high) >= 0.85);
  const knee = Math.sqrt(0.95 / 0.001);
  assert.ok(share((fit) => fit.knee!.low <= knee && knee <= fit.knee!.high) >= 0.85);
});

test('a rate that only grows has no knee', () => {
  assert.equal(fitted(levelsOf(0.05, 0, 0)).knee, null);
});

test('what the law does not describe is no fit, and the reason says why', () => {
  const reason = (levels: Level[]) => {
    const result = scalabilityOf(levels, seededRandom(1));
    return result.kind === 'no-fit' ? result.reason : '';
  };
  assert.match(reason(levelsOf(0.1, 0, 0).slice(0, 4)), /^4 levels are too few/);
  const zigzag = LEVELS.map((concurrency, i) => ({ concurrency, rates: i % 2 ? [9, 9] : [1, 1] }));
  assert.match(reason(zigzag), /misses the measured rates by \d+ %/);
  const lone = LEVELS.map((concurrency) => ({ concurrency, rates: [concurrency] }));
  assert.match(reason(lone), /one process has no spread/);
});
