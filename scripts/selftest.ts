/**
 * Tests the measuring, the law, the verdicts and the decision on pairs on this machine, against answers
 * that are known: workloads made of so many ms of computing, waiting and native work, and pairs of
 * identical code with slow-downs added. Prints tables; exits with 1 if anything is wrong.
 *
 *     npm run selftest              some minutes, on a quiet machine
 *     npm run selftest -- --short   three mixes and few pairs
 */
import { readEnvironment } from '../src/measure/environment.js';
import { measureAlarms, SLOW_DOWNS } from './selftest/false-alarms.js';
import { faultsOf, measureMix, type Finding, type Mix } from './selftest/known-answers.js';

const isShort = process.argv.includes('--short');

/** [spin, wait, native] in ms. */
const mixes: [number, number, number][] = [
  [20, 0, 0],
  [0, 20, 0],
  [0, 0, 20],
  [10, 10, 0],
  [5, 15, 0],
  [15, 5, 0],
  [0, 10, 10],
  [10, 0, 10],
  [7, 7, 6],
];
const workloads = ['sleep', 'sha256', 'prime-sieve'];
const MOST_FALSE_ALARMS = 0.02;

const { cpuModel, cpus, node, loadAverage } = readEnvironment();
console.log(`${cpuModel}, ${cpus} CPUs, node ${node}, load ${loadAverage.toFixed(1)}\n`);
const faults = [...(await knownAnswers()), ...(await falseAlarms())];
console.log(faults.length === 0 ? '\nall as it should be' : `\nwrong: ${faults.join('; ')}`);
process.exitCode = faults.length === 0 ? 0 : 1;

async function knownAnswers(): Promise<string[]> {
  const thoroughness = isShort ? { processes: 2, rounds: 2 } : { processes: 3, rounds: 4 };
  const header = ['spin+wait+native', 'L made/known/measured', 'U made/known/measured', 'nature'];
  printRow([...header, 'verdict', 'throughput off', 'result']);
  const wrong: string[] = [];
  for (const [spinMs, waitMs, nativeMs] of isShort ? mixes.slice(0, 3) : mixes) {
    const finding = await measureMix({ spinMs, waitMs, nativeMs }, thoroughness);
    const faults = faultsOf(finding);
    printRow([...rowOf(finding), faults.length === 0 ? 'right' : `wrong: ${faults.join(', ')}`]);
    wrong.push(...faults.map((fault) => `${mixText(finding.mix)}: ${fault}`));
  }
  return wrong;
}

function rowOf({ mix, loopShare, cpuShare, nature, verdict, throughputError }: Finding): string[] {
  const shares = ({ made, known, measured }: Finding['loopShare']) =>
    [made, known, measured].map(points).join(' / ');
  return [
    mixText(mix),
    shares(loopShare),
    shares(cpuShare),
    nature.measured,
    verdict.isClear ? verdict.chosen : `unclear (${verdict.chosen})`,
    percent(throughputError),
  ];
}

async function falseAlarms(): Promise<string[]> {
  const [pairs, trials] = isShort ? [4, 200] : [20, 2_000];
  console.log('');
  printRow([
    'identical code',
    'false alarms',
    ...SLOW_DOWNS.map((size) => `found ${size * 100} %`),
  ]);
  const wrong: string[] = [];
  for (const name of isShort ? workloads.slice(0, 1) : workloads) {
    const { falseAlarms, found } = await measureAlarms(name, pairs, trials);
    printRow([name, ...[falseAlarms, ...found.map(({ share }) => share)].map(percent)]);
    if (falseAlarms > MOST_FALSE_ALARMS) wrong.push(`${name}: false alarms`);
  }
  return wrong;
}

function mixText({ spinMs, waitMs, nativeMs }: Mix): string {
  return `${spinMs}+${waitMs}+${nativeMs} ms`;
}

function points(share: number): string {
  return (share * 100).toFixed(1);
}

function percent(share: number): string {
  return `${points(share)} %`;
}

function printRow(cells: readonly string[]): void {
  console.log(
    cells
      .map((cell) => cell.padEnd(20))
      .join('  ')
      .trimEnd(),
  );
}
