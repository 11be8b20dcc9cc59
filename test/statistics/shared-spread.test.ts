import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupedInterval } from '../../src/statistics/grouped-interval.js';
import { seededRandom } from '../../src/statistics/random.js';
import { sharedSpread } from '../../src/statistics/shared-spread.js';
import { normalNoise } from './noise.js';

const ROUNDS = 4;
const TRIALS = 100;

/** Wall times on the log scale: one contestant's processes with their rounds. */
type Walls = number[][];

function pairsOf(contestants: Walls[]): Walls[] {
  return contestants.flatMap((a, i) => contestants.slice(i + 1).map((b) => difference(a, b)));
}

function difference(a: Walls, b: Walls): Walls {
  return a.map((rounds, process) => rounds.map((wall, round) => wall - b[process]![round]!));
}

/** Contestants that are equally fast; what a process does to all of them is as large as their spread. */
function equallyFast(spreads: number[], processes: number, seed: number): () => Walls[] {
  const common = normalNoise(1, seed);
  const levels = spreads.map((spread, i) => normalNoise(spread, seed + 1 + i));
  const rounds = spreads.map((spread, i) => normalNoise(spread / 2, seed + 100 + i));
  return () => {
    const moments = Array.from({ length: processes }, common);
    return spreads.map((_, i) =>
      moments.map((moment) => {
        const level = moment + levels[i]!();
        return Array.from({ length: ROUNDS }, () => level + rounds[i]!());
      }),
    );
  };
}

/** How often, in per cent, the intervals of all pairs hold the difference, which is 0. */
function coverage(spreads: number[], processes: number): number {
  const random = seededRandom(7, 'coverage');
  const draw = equallyFast(spreads, processes, 1);
  const isHeld = Array.from({ length: TRIALS }, draw).flatMap((contestants) => {
    const pairs = pairsOf(contestants);
    const shared = sharedSpread(pairs, contestants.length);
    return pairs.map((pair) => {
      const { low, high } = groupedInterval(pair, random, shared)!;
      return low <= 0 && 0 <= high;
    });
  });
  return (isHeld.filter(Boolean).length / isHeld.length) * 100;
}

const kinds: Record<string, number[]> = {
  'differ equally': [1, 1, 1, 1],
  'differ threefold in two models': [1, 1, 3, 3],
  'differ threefold in the reference': [3, 1, 1, 1],
};

for (const [kind, spreads] of Object.entries(kinds)) {
  test(`intervals of 2 and 3 processes hold the ratio in 93 % or more where processes ${kind}`, () => {
    for (const processes of [2, 3]) {
      const percent = coverage(spreads, processes);
      assert.ok(percent >= 93, `${processes} processes: ${percent} %`);
    }
  });
}

test('the spread is the residual of the two-way layout of contestants and processes', () => {
  // Contestants 0, 1, 5 in process one; 2, 4, 9 in process two. Differences of their gains 2, 3, 4:
  // -1, -2, -1, each with one degree of freedom and squares 0.5, 2, 0.5. Residuals -0.5, 0, 0.5 in
  // either process give mean squares of 0.5 with 2 degrees of freedom; a difference has twice that.
  const contestants: Walls[] = [
    [[0], [2]],
    [[1], [4]],
    [[5], [9]],
  ];
  assert.deepEqual(sharedSpread(pairsOf(contestants), 3), { variance: 1, degreesOfFreedom: 2 });
});

test('one process shows no spread', () => {
  assert.equal(sharedSpread([[[1, 2]], [[3], []]], 3), null);
});

test('what others know narrows the interval of two processes, and never widens one', () => {
  const pair = [[1], [1.2]];
  const width = (variance: number) => {
    const { low, high } = groupedInterval(pair, seededRandom(1), {
      variance,
      degreesOfFreedom: 3,
    })!;
    return high - low;
  };
  const { low, high } = groupedInterval(pair, seededRandom(1))!;
  assert.ok(width(0.02) < (high - low) / 2);
  assert.equal(width(100), high - low);
});

test('the rounds of a lone process are no processes, so what others know of those says nothing', () => {
  const shared = { variance: 0, degreesOfFreedom: 9 };
  const rounds = [[1, 2, 4]];
  assert.deepEqual(
    groupedInterval(rounds, seededRandom(1), shared),
    groupedInterval(rounds, seededRandom(1)),
  );
});
