import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { addRun } from '../../history/add-run.js';
import type { History } from '../../history/database.js';
import { isPart, mergeShards, partsKey } from '../../record/merge-shards.js';
import type { RunRecord } from '../../record/run-record.js';
import { readRun } from '../../record/store.js';
import { CliError } from '../cli-error.js';
import { exitCodes } from '../exit-codes.js';
import type { HistoryAction } from './action.js';
import { styled } from '../terminal.js';
import { withHistory } from './with-history.js';

/** What happened to the runs that were to be imported, by number. */
type Tally = Record<'added' | 'known' | 'skipped', number>;

/** One call for each run that could not be stored. */
type TellSkipped = (what: string, reason: string) => void;

export const importRuns: HistoryAction = {
  takes: [],
  async run({ path, items }, { out, err }) {
    if (items.length === 0) {
      throw new CliError('history import: which runs?', 'NO_RUNS', [
        'loop-or-pool history import reports',
        'loop-or-pool history import run.json',
      ]);
    }
    const places = (await Promise.all(items.map(runsBelow))).flat();
    const tally = await withHistory(
      path,
      (history) =>
        importAll(history, places, (what, reason) => {
          err.write(`${styled(err, 'yellow', 'skipped:')} ${what}: ${reason}\n`);
        }),
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

/** Runs are stored as they come; the parts of a run wait until all places were read. */
async function importAll(
  history: History,
  places: readonly string[],
  tellSkipped: TellSkipped,
): Promise<Tally> {
  const tally: Tally = { added: 0, known: 0, skipped: 0 };
  const parts = new Map<string, RunRecord[]>();
  const keep = async (what: string, read: () => RunRecord | Promise<RunRecord>) => {
    try {
      const record = await read();
      if (isPart(record)) gather(parts, partsKey(record), record);
      else tally[await addRun(history, record)] += 1;
    } catch (error) {
      tally.skipped += 1;
      tellSkipped(what, reasonOf(error));
    }
  };
  for (const place of places) await keep(place, () => readRun(place));
  for (const records of parts.values()) {
    await keep(records.map(({ id }) => id).join(', '), () => mergeShards(records));
  }
  return tally;
}

function gather<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}

const aboutOneRun = ['HistoryError', 'RecordError', 'RunNotFoundError', 'ShardError'];

/** Only runs that cannot be stored are skipped; a history that cannot be written ends it all. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error) || !aboutOneRun.includes(error.name)) throw error;
  // All that is wrong with a record may be a page; what comes first tells enough.
  return error.message.split('\n', 2).join(' ');
}
