/** Stores runs from a process of its own, as many as it may, and says each time that one is stored. */
import { openHistory } from '../../src/history/database.js';
import { figuresOf } from '../../src/history/figures.js';
import { insertRun } from '../../src/history/add-run.js';
import { packRecord } from '../../src/history/packing.js';
import { runOf } from './stored-runs.js';

const [path = '', name = '', count = 'Infinity'] = process.argv.slice(2);
const history = await openHistory(path, { create: true });
const template = runOf();
const figures = figuresOf(template);
for (let i = 0; i < Number(count); i++) {
  const record = { ...template, id: `${name}-${i}` };
  await insertRun(history, record, figures, await packRecord(record));
  process.stdout.write(`${record.id}\n`);
}
await history.destroy();
