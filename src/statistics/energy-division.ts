/**
 * E-divisive: splits a series where the distributions on either side differ most, again and again,
 * until a permutation test finds no further split (Matteson and James, JASA 109, 2014).
 */
import { randomIndex, type Random } from './random.js';

/** A part of the series and where it is best split. */
interface Segment {
  start: number;
  values: number[];
  split: Split;
}

interface Split {
  /** Points before the split; 0 where the segment is too short to have one. */
  at: number;
  /** How much the two sides differ; 0 at least. */
  energy: number;
}

const SHORTEST_SIDE = 3;
const PERMUTATIONS = 999;
const LARGEST_P_VALUE = 0.01;

/** The indexes at which a new part begins, ascending. */
export function divisions(series: readonly number[], random: Random): number[] {
  let segments = [segmentOf(0, [...series])];
  for (;;) {
    const widest = segments.reduce((a, b) => (b.split.energy > a.split.energy ? b : a));
    if (widest.split.at === 0 || !isSignificant(segments, widest.split.energy, random)) break;
    segments = segments.flatMap((segment) => (segment === widest ? halves(segment) : [segment]));
  }
  return segments.slice(1).map(({ start }) => start);
}

function segmentOf(start: number, values: number[]): Segment {
  return { start, values, split: bestSplit(values) };
}

function halves({ start, values, split: { at } }: Segment): Segment[] {
  return [segmentOf(start, values.slice(0, at)), segmentOf(start + at, values.slice(at))];
}

/** Whether shuffling each segment seldom makes a split as good; stops once it has been too often. */
function isSignificant(segments: Segment[], energy: number, random: Random): boolean {
  const most = LARGEST_P_VALUE * (PERMUTATIONS + 1) - 1;
  let asGood = 0;
  for (let i = 0; i < PERMUTATIONS && asGood <= most; i++) {
    const best = segments.map(({ values }) => bestSplit(shuffled(values, random)).energy);
    if (Math.max(...best) >= energy) asGood++;
  }
  return asGood <= most;
}

/**
 * The split with the largest energy q = nm / (n + m) * (2 E|X - Y| - E|X - X'| - E|Y - Y'|) of n points
 * X before and m points Y after it; in one pass, by moving point after point to the other side.
 */
function bestSplit(values: readonly number[]): Split {
  const size = values.length;
  const best = { at: 0, energy: 0 };
  let [within, beyond] = [0, 0];
  for (let j = 1; j < size; j++) beyond += distances(values, j, 0, j);
  const total = beyond;
  for (let at = 1; at <= size - SHORTEST_SIDE; at++) {
    within += distances(values, at - 1, 0, at - 1);
    beyond -= distances(values, at - 1, at, size);
    if (at < SHORTEST_SIDE) continue;
    const rest = size - at;
    const between = total - within - beyond;
    const energy =
      ((at * rest) / size) *
      ((2 * between) / (at * rest) - meanOfPairs(within, at) - meanOfPairs(beyond, rest));
    if (energy > best.energy) Object.assign(best, { at, energy });
  }
  return best;
}

/** Sum of the distances of one point to those from `from` up to `to`. */
function distances(values: readonly number[], point: number, from: number, to: number): number {
  const value = values[point] ?? NaN;
  let sum = 0;
  for (let i = from; i < to; i++) sum += Math.abs((values[i] ?? NaN) - value);
  return sum;
}

function meanOfPairs(sum: number, points: number): number {
  return (2 * sum) / (points * (points - 1));
}

function shuffled(values: readonly number[], random: Random): number[] {
  const order = [...values];
  for (let i = order.length - 1; i > 0; i--) {
    const j = randomIndex(random, i + 1);
    [order[i], order[j]] = [order[j] ?? NaN, order[i] ?? NaN];
  }
  return order;
}
