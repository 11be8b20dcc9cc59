/** The runs of a history: what there is, and each one's record. */
import type { RunRecord } from '../record/run-record.js';
import type { History } from './database.js';
import { HistoryError } from './history-error.js';
import { unpackRecord } from './packing.js';
import type { RunRow } from './tables.js';

export interface StoredRun {
  id: string;
  startedAt: Date;
  suite: string;
  source: RunRecord['source'];
  fingerprint: string;
  node: string;
  toolVersion: string;
  /** How many cells were planned. */
  cells: number;
}

export interface RunFilter {
  branch?: string;
  suite?: string;
  fingerprint?: string;
  /** At most so many, the latest. */
  last?: number;
}

/** The stored runs, the latest first. */
export async function listRuns(history: History, filter: RunFilter = {}): Promise<StoredRun[]> {
  const { branch, suite, fingerprint, last } = filter;
  let query = history.selectFrom('runs').selectAll().orderBy('started_ms', 'desc').orderBy('id');
  if (branch !== undefined) query = query.where('branch', '=', branch);
  if (suite !== undefined) query = query.where('suite', '=', suite);
  if (fingerprint !== undefined) query = query.where('fingerprint', '=', fingerprint);
  if (last !== undefined) query = query.limit(last);
  return (await query.execute()).map(asStoredRun);
}

/**
 * The record of one run.
 *
 * @param wanted its id, the start of its id, the start of its commit, or `latest`
 * @throws {HistoryError} if no run or several are meant, or the stored record is damaged
 */
export async function readRecord(history: History, wanted: string): Promise<RunRecord> {
  const id = await findRun(history, wanted);
  const stored = await history
    .selectFrom('records')
    .innerJoin('runs', 'runs.number', 'records.run_number')
    .select(['packed', 'sha256'])
    .where('runs.id', '=', id)
    .executeTakeFirst();
  try {
    if (!stored) throw new Error('its record is missing');
    return await unpackRecord({ packed: new Uint8Array(stored.packed), sha256: stored.sha256 });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new HistoryError(`run ${id} cannot be read: ${reason}`, ['loop-or-pool history verify'], {
      cause,
    });
  }
}

/** The id of the one run that is meant. */
async function findRun(history: History, wanted: string): Promise<string> {
  const ids = await history
    .selectFrom('runs')
    .select(['id', 'commit_hash'])
    .orderBy('started_ms', 'desc')
    .execute();
  const [latest] = ids;
  if (wanted === 'latest' && latest) return latest.id;
  const exact = ids.find(({ id }) => id === wanted);
  if (exact) return exact.id;
  const meant = ids.filter(({ id, commit_hash: commit }) =>
    [id, commit].some((name) => name?.startsWith(wanted)),
  );
  const [first, ...others] = meant;
  if (first && others.length === 0) return first.id;
  if (!first) {
    throw new HistoryError(`no run '${wanted}' in the history`, ['loop-or-pool history list']);
  }
  throw new HistoryError(`'${wanted}' may be any of ${meant.length} runs, such as ${first.id}`, [
    'more of its id',
  ]);
}

function asStoredRun(row: RunRow): StoredRun {
  return {
    id: row.id,
    startedAt: new Date(Number(row.started_ms)),
    suite: row.suite,
    source:
      row.commit_hash === null
        ? null
        : { commit: row.commit_hash, branch: row.branch, dirty: row.dirty === 1 },
    fingerprint: row.fingerprint,
    node: row.node,
    toolVersion: row.tool_version,
    cells: row.cells,
  };
}
