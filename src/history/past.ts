/** What a history knows of the cells of a run, from earlier runs under the same conditions. */
import type { RunRecord } from '../record/run-record.js';
import type { History } from './database.js';
import { seriesKeyOf } from './figures.js';
import type { StoredVerdict } from './figures.js';
import { readSeries } from './series.js';
import type { Series } from './series.js';
import { trendsOf } from './trend.js';
import type { Trend } from './trend.js';

export interface Past {
  /** At most one for each cell of the run, without the run itself. */
  series: Series[];
  /** Of the runs in these series, oldest first. */
  verdicts: StoredVerdict[];
}

/** More runs than count for a level, so that a change among them can be seen. */
const RUNS_READ = 60;

/** @param branch only runs of this branch; all if not given */
export async function readPast(
  history: History,
  record: RunRecord,
  branch?: string,
): Promise<Past> {
  const keys = record.cells.map((cell) => seriesKeyOf(record, cell));
  const candidates = await readSeries(history, {
    cellIds: keys.map(({ cellId }) => cellId),
    fingerprints: [...new Set(keys.map(({ fingerprint }) => fingerprint))],
    last: RUNS_READ,
    ...(branch !== undefined && { branch }),
  });
  const series = candidates
    .filter(({ key }) =>
      keys.some(
        ({ cellId, fingerprint, nodeMajor, settings }) =>
          cellId === key.cellId &&
          fingerprint === key.fingerprint &&
          nodeMajor === key.nodeMajor &&
          settings === key.settings,
      ),
    )
    .map(({ key, points }) => ({ key, points: points.filter(({ runId }) => runId !== record.id) }));
  return { series, verdicts: await verdictsOf(history, series) };
}

/** How the wall time of the run's cells went in earlier runs under the same conditions. */
export async function readPastTrends(history: History, record: RunRecord): Promise<Trend[]> {
  const { series } = await readPast(history, record);
  return trendsOf(
    series.filter(({ points }) => points.length > 0),
    'wall',
  );
}

async function verdictsOf(history: History, series: readonly Series[]): Promise<StoredVerdict[]> {
  const runIds = new Set(series.flatMap(({ points }) => points.map(({ runId }) => runId)));
  const workloads = new Set(series.map(({ key }) => key.workload));
  if (runIds.size === 0) return [];
  const rows = await history
    .selectFrom('verdicts')
    .innerJoin('runs', 'runs.number', 'verdicts.run_number')
    .select(['workload', 'status', 'best_model'])
    .where('runs.id', 'in', [...runIds])
    .where('workload', 'in', [...workloads])
    .orderBy('runs.started_ms')
    .execute();
  return rows.map(({ workload, status, best_model: bestModel }) => ({
    workload,
    status,
    bestModel,
  }));
}
