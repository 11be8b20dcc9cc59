/**
 * Whether the seed changes verdicts: it may make one unclear, and never name another model.
 *
 *     node dist/scripts/seed-stability.js judge RUN... [--seeds N]   stored runs, judged with other seeds
 *     node dist/scripts/seed-stability.js repeat [N] [--quick]       the default suite, measured N times
 *     node dist/scripts/seed-stability.js count RUN...               stored runs, judged as they are
 *
 * Repeating takes a minute and a half each time on a quiet machine; N is 20 by default, and each run is
 * stored below `reports/seeds`. Exits with 1 if two clear verdicts on one workload differ.
 */
import { join } from 'node:path';
import { expandSuite } from '../src/plan/expand.js';
import { builtInSuites, loadSuite } from '../src/plan/catalog.js';
import type { RunRecord } from '../src/record/run-record.js';
import { readRun, writeRun } from '../src/record/store.js';
import { runPlan } from '../src/run-plan.js';
import { judge } from '../src/verdict/judge.js';

const [how = '', ...rest] = process.argv.slice(2);
const modes = new Map([
  ['judge', judgeAnew],
  ['repeat', repeat],
  [
    'count',
    async (runs: readonly string[]) => tell(await Promise.all(runs.map((run) => readRun(run)))),
  ],
]);
process.exitCode = (await modes.get(how)?.(rest)) ? 0 : 1;

async function judgeAnew(runs: readonly string[]): Promise<boolean> {
  const at = runs.indexOf('--seeds');
  const seeds = at === -1 ? 50 : Number(runs[at + 1]);
  let isStable = true;
  for (const run of at === -1 ? runs : runs.slice(0, at)) {
    const record = await readRun(run);
    const records = Array.from({ length: seeds }, (_, seed) => ({ ...record, seed }));
    console.log(`${record.id}, ${seeds} seeds`);
    isStable = tell(records) && isStable;
  }
  return isStable;
}

async function repeat([times = '20', ...flags]: readonly string[]): Promise<boolean> {
  const suite = builtInSuites().find(({ name }) => name === 'tradeoff');
  if (!suite) throw new Error("the package lacks its suite 'tradeoff'");
  const preset = flags.includes('--quick') ? 'quick' : 'default';
  const records: RunRecord[] = [];
  for (let seed = 1; seed <= Number(times); seed += 1) {
    const record = await runPlan(await expandSuite(await loadSuite(suite), { seed, preset }));
    records.push(record);
    console.log(
      `${seed} of ${times}: ${await writeRun(join('reports', 'seeds', record.id), record)}`,
    );
  }
  return tell(records);
}

/** Prints how often each model was named for each workload; true if no two clear verdicts differ. */
function tell(records: readonly RunRecord[]): boolean {
  const counts = new Map<string, Map<string, number>>();
  for (const { key, verdict } of records.flatMap((record) => judge(record).workloads)) {
    const ofWorkload = counts.get(key) ?? new Map<string, number>();
    const answer = verdict.status === 'clear' ? (verdict.best?.model ?? '') : 'unclear';
    ofWorkload.set(answer, (ofWorkload.get(answer) ?? 0) + 1);
    counts.set(key, ofWorkload);
  }
  let isStable = true;
  for (const [key, answers] of counts) {
    const clear = [...answers.keys()].filter((answer) => answer !== 'unclear');
    if (clear.length > 1) isStable = false;
    const text = [...answers].map(([answer, count]) => `${answer} ${count}`).join(', ');
    console.log(`${clear.length > 1 ? 'DIFFERS  ' : ''}${key}: ${text}`);
  }
  return isStable;
}
