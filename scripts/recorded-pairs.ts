/** Recorded pairs of processes of identical code, and what the decision says of pairs drawn from them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Looks } from '../src/statistics/looks.js';
import { decidePairs, type PairDecision } from '../src/statistics/pair-decision.js';
import { randomIndex, type Random } from '../src/statistics/random.js';

/** Wall times of side A and B by round. */
export interface RecordedPair {
  aw: number[];
  bw: number[];
}

/** How pairs are drawn. */
export interface Draw {
  rounds: number;
  /** Of side B. */
  slowDown: number;
  random: Random;
}

/** Rounds at the start of each process that do not count. */
export const WARM_UP = 5;

export function unzipped(directory: string, file: string): string {
  return gunzipSync(readFileSync(join(directory, file))).toString();
}

/** Of as many pairs as the looks want, drawn anew. */
export function drawnOutcome(
  pairs: readonly RecordedPair[],
  looks: Looks,
  { rounds, slowDown, random }: Draw,
): PairDecision['outcome'] {
  const drawn = Array.from({ length: looks.at.at(-1) ?? 0 }, () => {
    const { aw, bw } = pairs[randomIndex(random, pairs.length)] as RecordedPair;
    // Which side is called A was chance as well, and a resampled pair may have had it the other way.
    const sign = random() < 0.5 ? -1 : 1;
    const logRatios = aw.map((a, i) => sign * Math.log((bw[i] ?? NaN) / a) + Math.log1p(slowDown));
    return logRatios.slice(WARM_UP, WARM_UP + rounds);
  });
  return decidePairs(drawn, { looks }).outcome;
}

export function isChange(outcome: string): boolean {
  return outcome === 'slower' || outcome === 'faster';
}
