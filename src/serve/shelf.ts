/** All stored runs, wherever they lie: in the folder of reports, or only in a history. */
import type { History } from '../history/database.js';
import { readPastTrends } from '../history/past.js';
import { listRuns, readRecord } from '../history/runs.js';
import { readSeries } from '../history/series.js';
import { trendsOf } from '../history/trend.js';
import type { Trend } from '../history/trend.js';
import { RecordError } from '../record/run-record.js';
import type { RunRecord } from '../record/run-record.js';
import type { StoredRun } from '../report/run-list.js';
import { findEntry, listEntries, readEntryRecord } from './reports-folder.js';
import type { Entry } from './reports-folder.js';

export interface Places {
  /** Folder with a folder for each run. */
  reports: string;
  history: History | null;
}

export interface FoundRun {
  record: RunRecord;
  /** It may still be going on. */
  isMeasuring: boolean;
}

/** What there is, looked at anew each time. */
export interface Shelf {
  /** The latest first. */
  list(): Promise<StoredRun[]>;
  /** Null if there is no such run. */
  read(name: string): Promise<FoundRun | null>;
  /** Another text whenever that run, or without a name any run, has changed. */
  stamp(name?: string): Promise<string>;
  /** What the history knows of the run's cells under the same conditions. */
  past(record: RunRecord): Promise<Trend[]>;
  /** Of the history's cells; none without a history. */
  trends(): Promise<Trend[]>;
}

/** Of each cell so many runs make its trend. */
const TREND_LENGTH = 100;

export function openShelf({ reports, history }: Places): Shelf {
  // A record that did not change is not read again.
  const known = new Map<string, StoredRun>();
  const describe = async (entry: Entry): Promise<StoredRun> => {
    const key = `${entry.name} ${entry.stamp}`;
    const run = known.get(key) ?? (await entryInWords(reports, entry));
    known.set(key, run);
    return run;
  };
  return {
    async list() {
      const runs: StoredRun[] = [];
      for (const entry of await listEntries(reports)) runs.push(await describe(entry));
      const names = new Set(runs.map(({ name }) => name));
      const others = await historyInWords(history);
      return [...runs, ...others.filter(({ name }) => !names.has(name))].sort((a, b) =>
        a.startedAt < b.startedAt ? 1 : -1,
      );
    },
    async read(name) {
      const entry = await findEntry(reports, name);
      return entry ? readFound(reports, entry) : readStored(history, name);
    },
    async stamp(name) {
      if (name !== undefined) return (await findEntry(reports, name))?.stamp ?? '';
      const entries = await listEntries(reports);
      return entries.map((entry) => `${entry.name} ${entry.stamp}`).join('\n');
    },
    async past(record) {
      return history ? readPastTrends(history, record) : [];
    },
    async trends() {
      return history ? trendsOf(await readSeries(history, { last: TREND_LENGTH }), 'wall') : [];
    },
  };
}

async function entryInWords(reports: string, entry: Entry): Promise<StoredRun> {
  const { name } = entry;
  try {
    const { record, isMeasuring } = await readFound(reports, entry);
    const { startedAt, suite, environment, source, cells, status } = record;
    return {
      name,
      startedAt,
      suite: suite.name,
      node: environment.node,
      commit: shortCommit(source),
      machine: environment.fingerprint,
      cells: cells.length,
      status: isMeasuring ? 'measuring' : status,
    };
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    const unknown = { startedAt: '', suite: '', node: '', commit: null, machine: '', cells: 0 };
    return { name, ...unknown, status: 'unreadable' };
  }
}

async function readFound(reports: string, entry: Entry): Promise<FoundRun> {
  const record = await readEntryRecord(reports, entry);
  return { record, isMeasuring: record.status !== 'complete' && entry.isFresh };
}

async function historyInWords(history: History | null): Promise<StoredRun[]> {
  const runs = history ? await listRuns(history) : [];
  return runs.map(({ id, startedAt, suite, node, source, fingerprint, cells }) => ({
    name: id,
    startedAt: startedAt.toISOString(),
    suite,
    node,
    commit: shortCommit(source),
    machine: fingerprint,
    cells,
    status: 'complete',
  }));
}

async function readStored(history: History | null, name: string): Promise<FoundRun | null> {
  const runs = history ? await listRuns(history) : [];
  if (!history || runs.every(({ id }) => id !== name)) return null;
  return { record: await readRecord(history, name), isMeasuring: false };
}

function shortCommit(source: RunRecord['source']): string | null {
  return source && `${source.commit.slice(0, 7)}${source.dirty ? '+' : ''}`;
}
