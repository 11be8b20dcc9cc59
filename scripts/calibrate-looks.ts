/**
 * The level that each of several looks may use so that all of them together err as often as wanted.
 *
 * Draws paths of normal values without a difference and takes the smallest p-value that a path shows
 * at any look; its quantile is the level. Prints the table of src/statistics/looks.ts.
 *
 *     node dist/scripts/calibrate-looks.js [paths]
 */
import { quantile } from '../src/statistics/quantile.js';
import { seededRandom, type Random } from '../src/statistics/random.js';
import { studentTCdf } from '../src/statistics/student-t.js';

const paths = Number(process.argv[2] ?? 200_000);
const schedules = [
  [8, 12, 18, 27, 40, 60, 90],
  [8, 12, 18, 27, 40],
  [8, 12, 18],
];
const totals = [0.05, 0.03, 0.02, 0.01, 0.001];

for (const looks of schedules) {
  const random = seededRandom(1, looks.join());
  const smallest = Array.from({ length: paths }, () => smallestPValue(looks, random));
  const levels = totals.map((total) => `${total}: ${quantile(smallest, total).toPrecision(2)}`);
  console.log(`[${looks.join(', ')}]  ${levels.join(', ')}`);
}

function smallestPValue(looks: number[], random: Random): number {
  let [count, total, squares, smallest] = [0, 0, 0, 1];
  for (const look of looks) {
    for (; count < look; count++) {
      const value = normal(random);
      total += value;
      squares += value * value;
    }
    const variance = (squares - (total * total) / count) / (count - 1);
    const t = Math.abs(total / count) / Math.sqrt(variance / count);
    smallest = Math.min(smallest, 2 * (1 - studentTCdf(t, count - 1)));
  }
  return smallest;
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
