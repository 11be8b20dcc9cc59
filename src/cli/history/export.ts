import { join } from 'node:path';
import type { History } from '../../history/database.js';
import { listRuns, readRecord } from '../../history/runs.js';
import { writeRun } from '../../record/store.js';
import { CliError } from '../cli-error.js';
import { exitCodes } from '../exit-codes.js';
import type { HistoryAction } from './action.js';
import { withHistory } from './with-history.js';
import { writeJson } from './write-json.js';

/** One record to stdout, or any number as the folders that a report is made from. */
export const exportRuns: HistoryAction = {
  takes: ['out'],
  async run({ path, items, flags: { out: folder } }, terminal) {
    if (folder === undefined && items.length !== 1) {
      throw new CliError('history export: one run, or a folder for several', 'BAD_EXPORT', [
        'loop-or-pool history export latest > run.json',
        'loop-or-pool history export --out reports',
      ]);
    }
    await withHistory(path, async (history) => {
      const wanted = items.length > 0 ? items : await allIds(history);
      for (const item of wanted) {
        const record = await readRecord(history, item);
        if (folder === undefined) await writeJson(record, '-', terminal);
        else terminal.out.write(`${await writeRun(join(folder, record.id), record)}\n`);
      }
    });
    return exitCodes.done;
  },
};

async function allIds(history: History): Promise<string[]> {
  return (await listRuns(history)).map(({ id }) => id);
}
