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
import { checkAgainstHistory } from '../src/statistics/history-check.js';
import { confirmingLooks, SCREENING_LOOKS } from '../src/statistics/looks.js';
import type { Looks } from '../src/statistics/looks.js';
import { median } from '../src/statistics/quantile.js';
import { randomIndex, seededRandom } from '../src/statistics/random.js';
import { drawnOutcome, isChange, unzipped, WARM_UP } from './recorded-pairs.js';
import type { RecordedPair } from './recorded-pairs.js';

interface RecordedRun {
  w: Record<string, number[][]>;
}

const ROUNDS = 6;
const JUMP = 0.25;

const [directory = '.', gates = '1000', cells = '30'] = process.argv.slice(2);
const random = seededRandom(1);
const drawn = <T>(from: readonly T[]): T => from[randomIndex(random, from.length)] as T;
const runs = unzipped(directory, 'history.jsonl.gz')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as RecordedRun);
const names = Object.keys(runs[0]?.w ?? {});
const pairs = new Map(
  names.map((name) => [
    name,
    (JSON.parse(unzipped(directory, `pairs.${name}.json.gz`)) as { pairs: RecordedPair[] }).pairs,
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
  return isChange(checkAgainstHistory(history, level).outcome);
}

/** The two stages of `check --base`, over the suspects alone. */
function isAccused(suspects: readonly string[]): boolean {
  const screened = suspects
    .map((name) => ({ name, first: outcomeOf(name, SCREENING_LOOKS) }))
    .filter(({ first }) => isChange(first));
  const again = confirmingLooks(screened.length);
  return screened.some(({ name, first }) => outcomeOf(name, again) === first);
}

function outcomeOf(name: string, looks: Looks): string {
  return drawnOutcome(pairs.get(name) ?? [], looks, { rounds: ROUNDS, slowDown: 0, random });
}
