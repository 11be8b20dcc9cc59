/**
 * How often `check` without a base accuses code that has not changed, on recorded levels of a machine whose
 * moments differ: with suspects confirmed beside an earlier version, and what it would be without.
 *
 *     node dist/scripts/replay-history.js DIR [gates: 1000] [cells: 30]
 *
 * DIR holds `history.jsonl.gz`, one line a run: `{ w: { NAME: [[microseconds by round] by process] } }`, and for
 * each NAME `pairs.NAME.json.gz`, `{ pairs: [{ aw, bw }] }`, both sides the same code. A gate follows the
 * recorded runs for a while, then jumps to another moment; cells of a run share its moment, as they did.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { checkAgainstHistory } from '../src/statistics/history-check.js';
import { CONFIRMING_LOOKS, SCREENING_LOOKS } from '../src/statistics/looks.js';
import type { Looks } from '../src/statistics/looks.js';
import { decidePairs } from '../src/statistics/pair-decision.js';
import { median } from '../src/statistics/quantile.js';
import { randomIndex, seededRandom } from '../src/statistics/random.js';

interface RecordedRun {
  w: Record<string, number[][]>;
}
interface RecordedPair {
  aw: number[];
  bw: number[];
}

const WARM_UP = 5;
const ROUNDS = 6;
const JUMP = 0.25;

const [directory = '.', gates = '1000', cells = '30'] = process.argv.slice(2);
const random = seededRandom(1);
const drawn = <T>(from: readonly T[]): T => from[randomIndex(random, from.length)] as T;
const runs = unzipped('history.jsonl.gz')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as RecordedRun);
const names = Object.keys(runs[0]?.w ?? {});
const pairs = new Map(
  names.map((name) => [
    name,
    (JSON.parse(unzipped(`pairs.${name}.json.gz`)) as { pairs: RecordedPair[] }).pairs,
  ]),
);

for (const length of [10, 20, 30]) {
  const outcomes = Array.from({ length: Number(gates) }, () => gate(length));
  const share = (is: (outcome: ReturnType<typeof gate>) => boolean) =>
    `${((outcomes.filter(is).length / outcomes.length) * 100).toFixed(1)} %`;
  console.log(
    `${length} earlier runs: ${share(({ suspects }) => suspects > 0)} of gates have a suspect, ` +
      `${share(({ foundAgain }) => foundAgain)} find it again in a second run, ` +
      `${share(({ accused }) => accused)} accuse after pairs`,
  );
}

function gate(length: number) {
  const moments = [randomIndex(random, runs.length)];
  while (moments.length <= length) {
    const next = ((moments.at(-1) ?? 0) + 1) % runs.length;
    moments.push(random() < JUMP ? randomIndex(random, runs.length) : next);
  }
  const now = moments.pop() ?? 0;
  const suspects = Array.from({ length: Number(cells) }, (_, i) => names[i % names.length] ?? '')
    .map((name) => ({ name, history: moments.map((moment) => levelOf(name, moment)) }))
    .filter(({ name, history }) => isUnusual(history, levelOf(name, now)));
  return {
    suspects: suspects.length,
    foundAgain: suspects.some(({ name, history }) => isUnusual(history, levelOf(name, now))),
    accused: isAccused(suspects.map(({ name }) => name)),
  };
}

/** Of as many processes as were recorded, drawn anew. */
function levelOf(name: string, moment: number): number {
  const processes = runs[moment]?.w[name] ?? [];
  const levels = processes.map(() => median(drawn(processes).slice(WARM_UP)));
  return Math.log(median(levels));
}

function isUnusual(history: readonly number[], level: number): boolean {
  const { outcome } = checkAgainstHistory(history, level);
  return outcome === 'slower' || outcome === 'faster';
}

/** The two stages of `check --base`, over the suspects alone. */
function isAccused(suspects: readonly string[]): boolean {
  const screened = suspects
    .map((name) => ({ name, first: outcomeOf(name, SCREENING_LOOKS) }))
    .filter(({ first }) => first === 'slower' || first === 'faster');
  const alpha = CONFIRMING_LOOKS.alpha / screened.length;
  return screened.some(
    ({ name, first }) => outcomeOf(name, { ...CONFIRMING_LOOKS, alpha }) === first,
  );
}

function outcomeOf(name: string, looks: Looks): string {
  const recorded = pairs.get(name) ?? [];
  const ratios = Array.from({ length: looks.at.at(-1) ?? 0 }, () => {
    const { aw, bw } = drawn(recorded);
    // Which side is called A was chance as well.
    const sign = random() < 0.5 ? -1 : 1;
    const rounds = aw.map((a, i) => sign * Math.log((bw[i] ?? NaN) / a));
    return rounds.slice(WARM_UP, WARM_UP + ROUNDS);
  });
  return decidePairs(ratios, { looks }).outcome;
}

function unzipped(file: string): string {
  return gunzipSync(readFileSync(join(directory, file))).toString();
}
