/**
 * What the history keeps, by table.
 *
 *     runs ──1:1── records     the run record itself, whole and compressed
 *       │
 *       ├──1:n── figures ──n:1── series     what a series or a check reads, without unpacking records
 *       └──1:n── verdicts
 *
 * The record is the truth; figures and verdicts are an index of it, made when the run is stored.
 */
import type { Generated, Insertable, Selectable } from './kysely.js';

export interface Tables {
  /** One row: how many migrations were made. */
  version: { number: number };
  runs: RunsTable;
  records: RecordsTable;
  series: SeriesTable;
  figures: FiguresTable;
  verdicts: VerdictsTable;
}

interface RunsTable {
  number: Generated<number>;
  id: string;
  started_ms: number;
  suite: string;
  tool_version: string;
  commit_hash: string | null;
  branch: string | null;
  /** 1 where files differed from the commit. */
  dirty: number;
  fingerprint: string;
  node: string;
  cells: number;
}

interface RecordsTable {
  run_number: number;
  /** SHA-256 of the packed record, in hexadecimal. */
  sha256: string;
  packed: Uint8Array;
}

/** What must be equal for two figures to be compared. */
interface SeriesTable {
  number: Generated<number>;
  cell_id: string;
  workload: string;
  model: string;
  fingerprint: string;
  node_major: number;
  settings: string;
}

/** All whole, which take half the room; PostgreSQL's client returns them as text. */
interface FiguresTable {
  series_number: number;
  started_ms: number;
  run_number: number;
  wall_ns: number;
  wall_low_ns: number;
  wall_high_ns: number;
  loop_delay_p99_ns: number;
  peak_rss_bytes: number;
  cpu_ns_per_task: number;
}

interface VerdictsTable {
  run_number: number;
  workload: string;
  status: string;
  best_model: string | null;
}

export type RunRow = Selectable<RunsTable>;
export type NewRunRow = Insertable<RunsTable>;
export type NewSeriesRow = Insertable<SeriesTable>;
export type FiguresRow = Selectable<FiguresTable>;
export type VerdictRow = Selectable<VerdictsTable>;
