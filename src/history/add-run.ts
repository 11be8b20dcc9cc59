import type { RunRecord } from '../record/run-record.js';
import type { History } from './database.js';
import { figuresOf } from './figures.js';
import type { RunFigures, SeriesKey } from './figures.js';
import { HistoryError } from './history-error.js';
import type { Transaction } from './kysely.js';
import { inNanoseconds } from './nanoseconds.js';
import { packRecord } from './packing.js';
import type { PackedRecord } from './packing.js';
import type { NewRunRow, NewSeriesRow, Tables } from './tables.js';

/** The bound parameters of one statement: 32,766 in SQLite, 65,535 in PostgreSQL. */
const ROWS_PER_INSERT = 1_000;

/**
 * Stores a run, whole or not at all.
 *
 * @returns `known` if the history has this run already; then nothing is changed
 * @throws {HistoryError} if the run was interrupted or measured nothing: neither is a level to hold
 *   later runs against
 */
export async function addRun(history: History, record: RunRecord): Promise<'added' | 'known'> {
  const reason = whyNotStored(record);
  if (reason !== null) {
    const message = `run ${record.id} is not stored: ${reason}`;
    throw new HistoryError(message, ['measure it again, to the end']);
  }
  return insertRun(history, record, figuresOf(record), await packRecord(record));
}

/** Why a run is no level to hold later runs against, or null if it is one. */
export function whyNotStored({ status, shard, cells }: RunRecord): string | null {
  if (status === 'interrupted') return 'it was interrupted';
  if (shard) return `it is part ${shard.index} of ${shard.count}; import all parts together`;
  const isMeasured = cells.some(
    ({ error, processes }) => !error && processes.some(({ samples }) => samples.length > 0),
  );
  return isMeasured ? null : 'no cell of it has a sample';
}

/** Writes what has been computed, in one transaction that holds the lock as briefly as it can. */
export async function insertRun(
  history: History,
  record: RunRecord,
  figures: RunFigures,
  packed: PackedRecord,
): Promise<'added' | 'known'> {
  return history.transaction().execute(async (transaction) => {
    const inserted = await transaction
      .insertInto('runs')
      .values(runRow(record))
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('number')
      .executeTakeFirst();
    if (!inserted) return 'known';
    const run = { number: inserted.number, startedMs: Date.parse(record.startedAt) };
    await transaction
      .insertInto('records')
      .values({ run_number: run.number, ...packed })
      .execute();
    await insertFigures(transaction, run, figures.cells);
    await insertVerdicts(transaction, run.number, figures.verdicts);
    return 'added';
  });
}

function runRow(record: RunRecord): NewRunRow {
  const { source, environment } = record;
  return {
    id: record.id,
    started_ms: Date.parse(record.startedAt),
    suite: record.suite.name,
    tool_version: record.tool.version,
    commit_hash: source?.commit ?? null,
    branch: source?.branch ?? null,
    dirty: source?.dirty === true ? 1 : 0,
    fingerprint: environment.fingerprint,
    node: environment.node,
    cells: record.cells.length,
  };
}

async function insertFigures(
  transaction: Transaction<Tables>,
  run: { number: number; startedMs: number },
  cells: RunFigures['cells'],
): Promise<void> {
  const numbers = await seriesNumbers(transaction, cells);
  const rows = cells.map((cell) => ({
    series_number: numbers.get(cell) ?? NaN,
    started_ms: run.startedMs,
    run_number: run.number,
    wall_ns: inNanoseconds(cell.wallMs),
    wall_low_ns: inNanoseconds(cell.wallLowMs),
    wall_high_ns: inNanoseconds(cell.wallHighMs),
    loop_delay_p99_ns: inNanoseconds(cell.loopDelayP99Ms),
    peak_rss_bytes: Math.round(cell.peakRssBytes),
    cpu_ns_per_task: inNanoseconds(cell.cpuMsPerTask),
  }));
  for (let i = 0; i < rows.length; i += ROWS_PER_INSERT) {
    const part = rows.slice(i, i + ROWS_PER_INSERT);
    await transaction.insertInto('figures').values(part).execute();
  }
}

/** The number of each cell's series; a series that is new gets its own. */
async function seriesNumbers(
  transaction: Transaction<Tables>,
  cells: readonly SeriesKey[],
): Promise<Map<SeriesKey, number>> {
  const numbers = new Map<SeriesKey, number>();
  // Always in the same order: two writers that lock the same rows must not wait for each other.
  for (const cell of cells.toSorted((a, b) => (a.cellId < b.cellId ? -1 : 1))) {
    const { number } = await transaction
      .insertInto('series')
      .values(seriesRow(cell))
      .onConflict((conflict) =>
        conflict
          .columns(['cell_id', 'fingerprint', 'node_major', 'settings'])
          // Changes nothing; a row that is left alone would not be returned.
          .doUpdateSet({ cell_id: cell.cellId }),
      )
      .returning('number')
      .executeTakeFirstOrThrow();
    numbers.set(cell, number);
  }
  return numbers;
}

function seriesRow(key: SeriesKey): NewSeriesRow {
  return {
    cell_id: key.cellId,
    workload: key.workload,
    model: key.model,
    fingerprint: key.fingerprint,
    node_major: key.nodeMajor,
    settings: key.settings,
  };
}

async function insertVerdicts(
  transaction: Transaction<Tables>,
  runNumber: number,
  verdicts: RunFigures['verdicts'],
): Promise<void> {
  await transaction
    .insertInto('verdicts')
    .values(
      verdicts.map(({ workload, status, bestModel }) => ({
        run_number: runNumber,
        workload,
        status,
        best_model: bestModel,
      })),
    )
    .execute();
}
