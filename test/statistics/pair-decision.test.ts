import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CONFIRMING_LOOKS, FULL_LOOKS, SCREENING_LOOKS } from '../../src/statistics/looks.js';
import { decidePairs, type PairDecision } from '../../src/statistics/pair-decision.js';
import { seededRandom } from '../../src/statistics/random.js';
import { normal, normalNoise } from './noise.js';

/** Pairs whose levels and rounds are noisy; every tenth is hit by a burst that moves and spreads it. */
function noisyPairs(count: number, effect: number, seed: number): number[][] {
  const random = seededRandom(seed, 'pairs');
  return Array.from({ length: count }, (_, pair) => {
    const isHit = pair % 10 === 4;
    const level = effect + 0.02 * normal(random) + (isHit ? 0.5 : 0);
    return Array.from({ length: 6 }, () => level + (isHit ? 0.3 : 0.02) * normal(random));
  });
}

const MOST_PAIRS = FULL_LOOKS.at.at(-1)!;

function outcomes(trials: number, effect: number): PairDecision['outcome'][] {
  return Array.from(
    { length: trials },
    (_, seed) => decidePairs(noisyPairs(MOST_PAIRS, effect, seed)).outcome,
  );
}

const count = (all: PairDecision['outcome'][], wanted: PairDecision['outcome']) =>
  all.filter((outcome) => outcome === wanted).length;

describe('over many comparisons', () => {
  test('identical code is accused in about 1 %', () => {
    const all = outcomes(500, 0);
    const accused = count(all, 'slower') + count(all, 'faster');
    assert.ok(accused <= 10, `${accused} of 500`);
  });

  test('a slow-down of 5 % in noise of 2 % is found', () => {
    const all = outcomes(100, Math.log(1.05));
    assert.ok(count(all, 'slower') >= 95, `${count(all, 'slower')} of 100`);
    assert.equal(count(all, 'faster'), 0);
  });
});

test('what gets slower for A gets faster for B', () => {
  const pairs = noisyPairs(40, Math.log(1.1), 1);
  const mirrored = pairs.map((rounds) => rounds.map((value) => -value));
  assert.equal(decidePairs(pairs).outcome, 'slower');
  assert.equal(decidePairs(mirrored).outcome, 'faster');
  const ratio = decidePairs(pairs).ratio!.value * decidePairs(mirrored).ratio!.value;
  assert.ok(Math.abs(ratio - 1) < 1e-12);
});

test('a disturbed pair is dropped by its spread, whichever way it points', () => {
  const calm = Array.from({ length: 7 }, () => [-0.01, 0, 0.01, 0]);
  for (const direction of [1, -1]) {
    const wild = [0.1, 0.9, 0.2, 0.8].map((value) => direction * value);
    const { dropped, pairs, ratio } = decidePairs([...calm, wild]);
    assert.deepEqual({ dropped, pairs, ratio: ratio!.value }, { dropped: 1, pairs: 7, ratio: 1 });
  }
});

test('before the first look nothing is said but when it will be', () => {
  assert.deepEqual(decidePairs(noisyPairs(7, 1, 1)), {
    outcome: 'undecided',
    ratio: null,
    pairs: 7,
    dropped: 0,
    nextLook: 8,
    pairsNeeded: null,
  });
});

test('pairs past the look that decided change nothing', () => {
  const pairs = noisyPairs(40, Math.log(1.5), 1);
  assert.equal(decidePairs(pairs).outcome, 'slower');
  assert.deepEqual(decidePairs(pairs), decidePairs(pairs.slice(0, 8)));
});

test('a difference that is too small to matter is the same', () => {
  const noise = normalNoise(0.001, 1);
  const pairs = Array.from({ length: 8 }, () => Array.from({ length: 6 }, () => 0.005 + noise()));
  assert.equal(decidePairs(pairs).outcome, 'same');
  assert.equal(decidePairs(pairs, { minimumEffect: 0.003 }).outcome, 'slower');
});

test('after the last look it cannot tell, and says how many pairs would', () => {
  const noise = normalNoise(0.2, 3);
  const pairs = Array.from({ length: MOST_PAIRS }, () => Array.from({ length: 6 }, () => noise()));
  const { outcome, nextLook, pairsNeeded } = decidePairs(pairs);
  assert.deepEqual([outcome, nextLook], ['cannot-tell', null]);
  assert.ok(pairsNeeded! > MOST_PAIRS);
  assert.equal(decidePairs(pairs.slice(0, -1)).nextLook, MOST_PAIRS);
});

test('schedules are ascending; fewer looks, and a screening, may use more of the error at each', () => {
  for (const { at } of [FULL_LOOKS, SCREENING_LOOKS, CONFIRMING_LOOKS]) {
    assert.deepEqual(
      at,
      at.toSorted((a, b) => a - b),
    );
  }
  assert.ok(CONFIRMING_LOOKS.alpha > FULL_LOOKS.alpha);
  assert.ok(SCREENING_LOOKS.alpha > FULL_LOOKS.alpha);
});
