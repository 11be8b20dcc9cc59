/**
 * Renders the report of a run with many cells as the command line does, and shows how long each format
 * takes, how large its files are, and how much memory the process needed at most.
 *
 *     node dist/scripts/report-at-scale.js [run] [cells]
 *
 * Default: 200 cells, those of the sample report over and over under names of their own.
 */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formats, writeReportFiles } from '../src/cli/report-files.js';
import type { RunRecord } from '../src/record/run-record.js';
import { readRun } from '../src/record/store.js';
import { buildReport } from '../src/report/report.js';
import { judge } from '../src/verdict/judge.js';

const [template = 'reports/sample', cells = '200'] = process.argv.slice(2);
const record = withCells(await readRun(template), Number(cells));
const folder = await mkdtemp(join(tmpdir(), 'report-at-scale-'));

const judgement = await timed('verdicts', () => judge(record));
const report = await timed('view model', () => buildReport(record, judgement));
for (const format of formats) {
  const failures = await timed(format, () =>
    writeReportFiles({ record, judgement, report }, [format], folder),
  );
  for (const { reason } of failures) console.log(`no ${format}: ${reason}`);
}
for (const name of (await readdir(folder, { recursive: true })).sort()) {
  const { size } = await stat(join(folder, name));
  console.log(`${name}: ${Math.round(size / 1000)} kB`);
}
console.log(`most memory: ${Math.round(process.resourceUsage().maxRSS / 1000)} MB`);
await rm(folder, { recursive: true });

/** The cells of the run over and over; each turn has names of its own. */
function withCells(run: RunRecord, count: number): RunRecord {
  const repeated = Array.from({ length: count }, (_, i) => {
    const source = run.cells[i % run.cells.length];
    if (!source) throw new Error(`${template} has no cells`);
    const turn = Math.floor(i / run.cells.length);
    const key = turn === 0 ? source.workload.key : `${source.workload.key}-${turn}`;
    return { ...source, id: `${key}/${source.model}`, workload: { ...source.workload, key } };
  });
  return { ...run, cells: repeated };
}

async function timed<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  const startMs = performance.now();
  const result = await work();
  console.log(`${name}: ${((performance.now() - startMs) / 1000).toFixed(2)} s`);
  return result;
}
