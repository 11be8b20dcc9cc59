/**
 * Fills a new history with runs like a given one, and shows how large it gets and how fast it answers.
 *
 *     node dist/scripts/history-at-scale.js run.json history.db [runs] [cells]
 *
 * Default: 10,000 runs of 40 cells. Every figure differs from run to run; the packed records are a
 * hundred different ones by turns, since packing them takes longer than all else.
 */
import { statSync } from 'node:fs';
import { insertRun } from '../src/history/add-run.js';
import { openHistory } from '../src/history/database.js';
import { figuresOf } from '../src/history/figures.js';
import type { RunFigures } from '../src/history/figures.js';
import { holdAgainst } from '../src/history/hold-against.js';
import { packRecord } from '../src/history/packing.js';
import { readPast } from '../src/history/past.js';
import { readSeries } from '../src/history/series.js';
import { trendsOf } from '../src/history/trend.js';
import type { RunRecord } from '../src/record/run-record.js';
import { withoutNoiseDigits } from '../src/record/precision.js';
import { readRun } from '../src/record/store.js';
import { seededRandom } from '../src/statistics/random.js';
import { withCells } from './with-cells.js';

const PACKED_VARIANTS = 100;
const random = seededRandom(1);
const noise = () => 1 + (random() - 0.5) * 0.06;

const [template = '', path = '', runs = '10000', cells = '40'] = process.argv.slice(2);
const record = withCells(await readRun(template), Number(cells));
const figures = figuresOf(record);
const variants = [];
for (let i = 0; i < Math.min(PACKED_VARIANTS, Number(runs)); i++) {
  variants.push(await packRecord(withoutNoiseDigits(varied(record))));
}

const history = await openHistory(path, { create: true });
for (let i = 0; i < Number(runs); i++) {
  const packed = variants[i % variants.length];
  if (packed) await insertRun(history, datedRun(i), variedFigures(figures), packed);
}

const [cell] = record.cells;
const megabytes = (statSync(path).size / 1e6).toFixed(1);
console.log(`${runs} runs of ${cells} cells: ${megabytes} MB`);
await timed('trend of one cell, the last 100 runs', async () => {
  trendsOf(await readSeries(history, { cellIds: [cell?.id ?? ''], last: 100 }), 'wall');
});
await timed('series of one cell, all runs', () =>
  readSeries(history, { cellIds: [cell?.id ?? ''] }),
);
await timed('check of a run, all cells', async () => {
  holdAgainst(figures, await readPast(history, record));
});
await history.destroy();

/** The same run with other figures in every sample. */
function varied(run: RunRecord): RunRecord {
  return JSON.parse(JSON.stringify(run), (_, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? value * noise() : value,
  ) as RunRecord;
}

function variedFigures({ cells: all, verdicts }: RunFigures): RunFigures {
  return { verdicts, cells: all.map((item) => ({ ...item, wallMs: item.wallMs * noise() })) };
}

function datedRun(i: number): RunRecord {
  const startedAt = new Date(Date.UTC(2020, 0, 1) + i * 3_600_000).toISOString();
  return { ...record, id: `${startedAt}-${i}`, startedAt };
}

async function timed(name: string, work: () => Promise<unknown>): Promise<void> {
  const startMs = performance.now();
  await work();
  console.log(`${name}: ${Math.round(performance.now() - startMs)} ms`);
}
