/**
 * Tries `check --base` on real code: how often it accuses what has not changed, and how often it finds a
 * slow-down. Each gate is the command itself, over a small project under git in a folder of its own;
 * slow-downs are that much more work in one cell, of another workload each time.
 *
 *     node dist/scripts/try-gate.js [--gates 10] [--slower 0,5,10,30] [--project small|twelve] [--budget 60s]
 *
 * `small` has 4 cells, `twelve` 4 workloads under 3 models. Takes about a budget for each gate, so many are
 * for the night. Exits with 1 if there were more false accusations than 1 % of gates and chance explain.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { changeWords, intervalWords } from '../src/report/comparison-words.js';
import type { ComparisonDocument } from '../src/report/comparison-data.js';
import { median } from '../src/statistics/quantile.js';
import { makeProject, SHAPES, workloadsOf } from './try-gate/project.js';
import type { GateProject, Shape } from './try-gate/project.js';

interface Gate {
  exitCode: number | null;
  seconds: number;
  slower: string[];
  faster: string[];
  finding: string;
  cells: ComparisonDocument['cells'];
}

const main = fileURLToPath(new URL('../src/main.js', import.meta.url));
const { values } = parseArgs({
  options: {
    gates: { type: 'string', default: '10' },
    slower: { type: 'string', default: '0,5,10,30' },
    project: { type: 'string', default: 'small' },
    budget: { type: 'string', default: '60s' },
  },
});
const shape = SHAPES.find((one): one is Shape => one === values.project);
if (shape === undefined) throw new Error(`--project: expected ${SHAPES.join(' or ')}`);
const workloads = workloadsOf(shape);

using project = makeProject(shape);
const unchanged: Gate[] = [];
const others: Gate[] = [];
for (const percent of values.slower.split(',').map(Number)) {
  const gates: Gate[] = [];
  let found = 0;
  for (let i = 0; i < Number(values.gates); i += 1) {
    const workload = workloads[i % workloads.length] ?? '';
    const target = percent === 0 ? null : project.cellOf(workload);
    project.slowDown({ workload: target === null ? '' : workload, share: percent / 100 });
    const gate = runGate(project, i);
    const wrong = gate.slower.filter((id) => id !== target);
    if (target !== null && gate.slower.includes(target)) found += 1;
    (wrong.length > 0 || gate.faster.length > 0 ? others : unchanged).push(gate);
    gates.push(gate);
    console.log(
      `${percent} % ${target ?? 'nothing'} slower: exit ${gate.exitCode} after ` +
        `${gate.seconds.toFixed(0)} s, ${gate.finding}${toldOf(target, gate)}` +
        (wrong.length > 0 ? `; WRONG: ${wrong.join(', ')}` : ''),
    );
  }
  printCounts(percent, found, gates);
}
const total = unchanged.length + others.length;
console.log(`${total} gates: ${others.length} named a cell that had not changed`);
// Of a promise of 1 %, more than this is seen in less than 1 % of nights (Poisson: mean + 2.6 SD + 1).
const expected = total / 100;
process.exitCode = others.length > Math.ceil(expected + 2.6 * Math.sqrt(expected) + 1) ? 1 : 0;

/** What the gate saw of the cell that was slowed down, or of the one that it knows least about. */
function toldOf(target: string | null, { cells }: Gate): string {
  const width = ({ figures }: Gate['cells'][number]) => {
    const { low = 1, high = 1 } = figures?.time.ratio ?? {};
    return high / low;
  };
  const widest = cells.toSorted((a, b) => width(b) - width(a))[0];
  const cell = cells.find(({ id }) => id === target) ?? widest;
  if (!cell?.figures) return '';
  const { time } = cell.figures;
  return `; ${cell.id} ${changeWords(time)} (${intervalWords(time)}), ${time.count} pairs`;
}

function printCounts(percent: number, found: number, gates: readonly Gate[]): void {
  const seconds = median(gates.map((gate) => gate.seconds)).toFixed(0);
  const codes = [0, 1, 3].map(
    (code) => `${gates.filter(({ exitCode }) => exitCode === code).length} x ${code}`,
  );
  const power = percent === 0 ? '' : `found in ${found} of ${gates.length}, `;
  console.log(`= ${percent} %: ${power}exit codes ${codes.join(', ')}, median ${seconds} s\n`);
}

function runGate({ folder, files, models }: GateProject, seed: number): Gate {
  const json = join(folder, '.git', 'gate.json');
  const startMs = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      ...[main, 'check', '--base', 'HEAD', ...files, '--models', models.join(',')],
      ...['--tasks', '4', '--budget', values.budget, '--seed', String(seed), '--json', json],
    ],
    { cwd: folder, encoding: 'utf8' },
  );
  const seconds = (performance.now() - startMs) / 1000;
  if (status !== 0 && status !== 1) throw new Error(`the gate ended with ${status}: ${stderr}`);
  const { cells, finding } = JSON.parse(readFileSync(json, 'utf8')) as ComparisonDocument;
  const named = (outcome: string) =>
    cells.filter((cell) => cell.outcome === outcome).map(({ id }) => id);
  return {
    exitCode: status,
    seconds,
    slower: named('worse'),
    faster: named('better'),
    finding,
    cells,
  };
}
