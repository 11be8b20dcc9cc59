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
import { readRun } from '../src/record/store.js';
import { buildReport } from '../src/report/report.js';
import { judge } from '../src/verdict/judge.js';
import { withCells } from './with-cells.js';

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

async function timed<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  const startMs = performance.now();
  const result = await work();
  console.log(`${name}: ${((performance.now() - startMs) / 1000).toFixed(2)} s`);
  return result;
}
