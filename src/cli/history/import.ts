import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { addRun } from '../../history/add-run.js';
import { readRun } from '../../record/store.js';
import { CliError } from '../cli-error.js';
import { exitCodes } from '../exit-codes.js';
import type { HistoryAction } from './action.js';
import { styled } from '../terminal.js';
import { withHistory } from './with-history.js';

/** What happened to the runs that were to be imported, by number. */
type Tally = Record<'added' | 'known' | 'skipped', number>;

export const importRuns: HistoryAction = {
  takes: [],
  async run({ path, items }, { out, err }) {
    if (items.length === 0) {
      throw new CliError('history import: which runs?', 'NO_RUNS', [
        'loop-or-pool history import reports',
        'loop-or-pool history import run.json',
      ]);
    }
    const tally: Tally = { added: 0, known: 0, skipped: 0 };
    const places = (await Promise.all(items.map(runsBelow))).flat();
    await withHistory(
      path,
      async (history) => {
        for (const place of places) {
          try {
            tally[await addRun(history, await readRun(place))] += 1;
          } catch (error) {
            tally.skipped += 1;
            err.write(`${styled(err, 'yellow', 'skipped:')} ${place}: ${reasonOf(error)}\n`);
          }
        }
      },
      { create: true },
    );
    out.write(`${tally.added} added, ${tally.known} known already, ${tally.skipped} skipped\n`);
    return tally.added + tally.known > 0 ? exitCodes.done : exitCodes.usage;
  },
};

/** A run's folder or file stands for itself, any other folder for all the runs right below it. */
async function runsBelow(item: string): Promise<string[]> {
  if (item.endsWith('.json') || !existsSync(item) || existsSync(join(item, 'run.json'))) {
    return [item];
  }
  const entries = await readdir(item, { withFileTypes: true });
  const runs = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(item, entry.name))
    .filter((folder) => existsSync(join(folder, 'run.json')));
  return runs.length > 0 ? runs.sort() : [item];
}

const aboutOneRun = ['HistoryError', 'RecordError', 'RunNotFoundError'];

/** Only runs that cannot be stored are skipped; a history that cannot be written ends it all. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error) || !aboutOneRun.includes(error.name)) throw error;
  // All that is wrong with a record may be a page; what comes first tells enough.
  return error.message.split('\n', 2).join(' ');
}
