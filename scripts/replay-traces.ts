/**
 * How often the decision and the gate accuse identical code, and how often they find an injected
 * slow-down, on recorded pairs of processes.
 *
 * Resamples pairs from each trace, counts warm-up rounds out, slows side B down, and replays the looks:
 * first of single comparisons, then of gates of 30 cells whose suspects are measured again.
 *
 *     node dist/scripts/replay-traces.js DIR [trials]
 *
 * DIR holds `pairs.NAME.json.gz`: `{ name, pairs: [{ aw, bw }] }`, wall times of side A and B by round.
 */
import { readdirSync } from 'node:fs';
import { confirmingLooks, FULL_LOOKS, SCREENING_LOOKS } from '../src/statistics/looks.js';
import type { Looks } from '../src/statistics/looks.js';
import type { PairDecision } from '../src/statistics/pair-decision.js';
import { seededRandom } from '../src/statistics/random.js';
import { drawnOutcome, isChange, unzipped } from './recorded-pairs.js';
import type { RecordedPair } from './recorded-pairs.js';

interface Trace {
  name: string;
  pairs: RecordedPair[];
}

const [directory = '.', trials = '1000'] = process.argv.slice(2);
const SLOW_DOWNS = [0, 0.01, 0.02, 0.03, 0.05, 0.1];
const CELLS = 30;
/** What a gate has time for in 4 minutes if it has 12 cells, and what it takes at most. */
const GATE_PAIRS = [18, 40];

const traces = readdirSync(directory)
  .filter((name) => /^pairs\..*\.json\.gz$/.test(name))
  .map((name) => JSON.parse(unzipped(directory, name)) as Trace);

for (const trace of traces) {
  for (const rounds of [6, 16]) {
    const shares = SLOW_DOWNS.map((slowDown) => replayComparison(trace, rounds, slowDown));
    console.log(`${trace.name} n=${rounds}  ${shares.join('  ')}`);
  }
}
for (const most of GATE_PAIRS) {
  for (const slowDown of [0, 0.05, 0.1]) {
    for (const looks of [FULL_LOOKS, SCREENING_LOOKS]) {
      console.log(replayGates({ looks: upTo(looks, most), slowDown }));
    }
  }
}

function replayComparison(trace: Trace, rounds: number, slowDown: number): string {
  const random = seededRandom(1, `${trace.name} ${rounds} ${slowDown}`);
  const outcomes = Array.from({ length: Number(trials) }, () =>
    drawnOutcome(trace.pairs, FULL_LOOKS, { rounds, slowDown, random }),
  );
  const share = (outcome: PairDecision['outcome']) =>
    percent(outcomes.filter((one) => one === outcome).length, outcomes.length);
  const accused = percent(outcomes.filter(isChange).length, outcomes.length);
  const found = slowDown === 0 ? `slower+faster ${accused}` : `slower ${share('slower')}`;
  return `${slowDown * 100} %: ${found} same ${share('same')}`;
}

/** Gates over cells of all traces in turn, of which one, of another trace each time, is slowed down. */
function replayGates({ looks, slowDown }: { looks: Looks; slowDown: number }): string {
  const random = seededRandom(1, `gates ${looks.at.length} ${slowDown}`);
  const cells = Array.from({ length: CELLS }, (_, i) => traces[i % traces.length] as Trace);
  let screened = 0;
  let wrong = 0;
  let found = 0;
  for (let gate = 0; gate < Number(trials); gate += 1) {
    const slowed = slowDown === 0 ? -1 : gate % cells.length;
    const draw = (i: number) => ({ rounds: 16, random, slowDown: i === slowed ? slowDown : 0 });
    const suspects = cells
      .map((trace, i) => ({ trace, i, first: drawnOutcome(trace.pairs, looks, draw(i)) }))
      .filter(({ first }) => isChange(first));
    screened += suspects.filter(({ i }) => i !== slowed).length;
    const again = confirmingLooks(suspects.length);
    const accused = suspects.filter(
      ({ trace, i, first }) => drawnOutcome(trace.pairs, again, draw(i)) === first,
    );
    if (accused.some(({ i }) => i !== slowed)) wrong += 1;
    if (accused.some(({ i }) => i === slowed)) found += 1;
  }
  const power = slowDown === 0 ? '' : `, slowed cell named in ${percent(found, Number(trials))} %`;
  return (
    `gates of ${CELLS} cells, up to ${looks.at.at(-1)} pairs at ${looks.alpha}, ` +
    `${slowDown * 100} % slower: another named in ${percent(wrong, Number(trials))} %${power}, ` +
    `${(screened / Number(trials)).toFixed(2)} needless suspects a gate`
  );
}

function upTo(looks: Looks, most: number): Looks {
  return { ...looks, at: looks.at.filter((look) => look <= most) };
}

function percent(part: number, whole: number): string {
  return ((part / whole) * 100).toFixed(1);
}
