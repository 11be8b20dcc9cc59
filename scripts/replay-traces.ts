/**
 * How often `decidePairs` accuses identical code, and how often it finds an injected slow-down, on
 * recorded pairs of processes.
 *
 * Resamples pairs from each trace, counts warm-up rounds out, slows side B down, and replays the looks.
 *
 *     node dist/scripts/replay-traces.js DIR [trials]
 *
 * DIR holds `pairs.NAME.json.gz`: `{ name, pairs: [{ aw, bw }] }`, wall times of side A and B by round.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decidePairs, type PairDecision } from '../src/statistics/pair-decision.js';
import { randomIndex, seededRandom } from '../src/statistics/random.js';

interface Trace {
  name: string;
  pairs: { aw: number[]; bw: number[] }[];
}

const [directory = '.', trials = '1000'] = process.argv.slice(2);
const WARM_UP = 5;
const MOST_PAIRS = 40;
const SLOW_DOWNS = [0, 0.01, 0.02, 0.03, 0.05, 0.1];

for (const file of readdirSync(directory).filter((name) => /^pairs\..*\.json\.gz$/.test(name))) {
  const trace = JSON.parse(gunzipSync(readFileSync(join(directory, file))).toString()) as Trace;
  for (const rounds of [6, 16]) {
    const shares = SLOW_DOWNS.map((slowDown) => replay(trace, rounds, slowDown));
    console.log(`${trace.name} n=${rounds}  ${shares.join('  ')}`);
  }
}

function replay({ name, pairs }: Trace, rounds: number, slowDown: number): string {
  const random = seededRandom(1, `${name} ${rounds} ${slowDown}`);
  const outcomes = Array.from({ length: Number(trials) }, () => {
    const drawn = Array.from({ length: MOST_PAIRS }, () => {
      const { aw, bw } = pairs[randomIndex(random, pairs.length)] as Trace['pairs'][number];
      // Which side is called A was chance as well, and a resampled pair may have had it the other way.
      const sign = random() < 0.5 ? -1 : 1;
      const logRatios = aw.map(
        (a, i) => sign * Math.log((bw[i] ?? NaN) / a) + Math.log1p(slowDown),
      );
      return logRatios.slice(WARM_UP, WARM_UP + rounds);
    });
    return decidePairs(drawn).outcome;
  });
  const share = (outcome: PairDecision['outcome']) =>
    ((outcomes.filter((one) => one === outcome).length / outcomes.length) * 100).toFixed(1);
  const found = slowDown === 0 ? `slower+faster ${accused(outcomes)}` : `slower ${share('slower')}`;
  return `${slowDown * 100} %: ${found} same ${share('same')}`;
}

function accused(outcomes: PairDecision['outcome'][]): string {
  const hits = outcomes.filter((outcome) => outcome === 'slower' || outcome === 'faster').length;
  return ((hits / outcomes.length) * 100).toFixed(1);
}
