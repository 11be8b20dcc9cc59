/** How the figures of a cell went from run to run. */
import type { History } from './database.js';
import type { Figures, SeriesKey } from './figures.js';
import { inMilliseconds } from './nanoseconds.js';

/** One cell under the same conditions, oldest run first. */
export interface Series {
  key: SeriesKey;
  points: SeriesPoint[];
}

/** A cell's figures in one run. */
export interface SeriesPoint extends Figures {
  runId: string;
  startedAt: Date;
  commit: string | null;
  branch: string | null;
  isDirty: boolean;
}

export interface SeriesFilter {
  /** Only these cells; all if not given. */
  cellIds?: readonly string[];
  branch?: string;
  /** Only on these machines. */
  fingerprints?: readonly string[];
  /** Of each series at most so many points, the latest. */
  last?: number;
}

/** The series that match, by cell id, each in one piece. */
export async function readSeries(history: History, filter: SeriesFilter = {}): Promise<Series[]> {
  const numbers = await matchingSeries(history, filter);
  const series: Series[] = [];
  for (const { number, ...key } of numbers) {
    const points = await readPoints(history, number, filter);
    if (points.length > 0) series.push({ key, points });
  }
  return series;
}

/** The ids of all cells that were ever measured, sorted. */
export async function listCellIds(history: History): Promise<string[]> {
  const rows = await history
    .selectFrom('series')
    .select('cell_id')
    .distinct()
    .orderBy('cell_id')
    .execute();
  return rows.map((row) => row.cell_id);
}

async function matchingSeries(
  history: History,
  { cellIds, fingerprints }: SeriesFilter,
): Promise<(SeriesKey & { number: number })[]> {
  if (cellIds?.length === 0) return [];
  let query = history
    .selectFrom('series')
    .select((row) => [
      'number',
      row.ref('cell_id').as('cellId'),
      'workload',
      'model',
      'fingerprint',
      row.ref('node_major').as('nodeMajor'),
      'settings',
    ])
    .orderBy('cell_id')
    .orderBy('number');
  if (cellIds !== undefined) query = query.where('cell_id', 'in', cellIds);
  if (fingerprints !== undefined) query = query.where('fingerprint', 'in', fingerprints);
  return query.execute();
}

async function readPoints(
  history: History,
  seriesNumber: number,
  { branch, last }: SeriesFilter,
): Promise<SeriesPoint[]> {
  let query = history
    .selectFrom('figures')
    .innerJoin('runs', 'runs.number', 'figures.run_number')
    .selectAll('figures')
    .select(['runs.id', 'runs.commit_hash', 'runs.branch', 'runs.dirty'])
    .where('series_number', '=', seriesNumber)
    .orderBy('figures.started_ms', 'desc')
    .orderBy('figures.run_number', 'desc');
  if (branch !== undefined) query = query.where('runs.branch', '=', branch);
  if (last !== undefined) query = query.limit(last);
  const rows = await query.execute();
  return rows.reverse().map((row) => ({
    runId: row.id,
    startedAt: new Date(Number(row.started_ms)),
    commit: row.commit_hash,
    branch: row.branch,
    isDirty: row.dirty === 1,
    wallMs: inMilliseconds(row.wall_ns),
    wallLowMs: inMilliseconds(row.wall_low_ns),
    wallHighMs: inMilliseconds(row.wall_high_ns),
    loopDelayP99Ms: inMilliseconds(row.loop_delay_p99_ns),
    peakRssBytes: Number(row.peak_rss_bytes),
    cpuMsPerTask: inMilliseconds(row.cpu_ns_per_task),
  }));
}
