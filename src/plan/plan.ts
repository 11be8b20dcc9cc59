/** A plan says what a run will measure: cells, order's seed and limits. It is data; nothing has run yet. */
import type {
  OfferedLoad,
  RecordedWorkload,
  RunSettings,
  RunSuite,
  Shard,
} from '../record/run-record.js';

/** A workload that will be measured, found again in any process by `moduleUrl`. */
export interface PlannedWorkload extends RecordedWorkload {
  /** file: URL of plain JavaScript whose default export is the workload. */
  moduleUrl: string;
  hasSetup: boolean;
}

/** Where the queue of a cell is. It may hold a password: it is handed on, and never shown or stored. */
export type QueuePlace =
  /** A Redis for hosts that the cell starts. */
  | { kind: 'own-hosts'; connection: string }
  /** A queue that hosts of others serve. */
  | { kind: 'their-hosts'; connection: string; queue: string }
  | { kind: 'none'; reason: string };

export interface PlannedCell {
  /** `workload key/model` */
  id: string;
  workload: PlannedWorkload;
  /** Resolved: `worker-pool:cpus` has become `worker-pool:2`. Read by `parseModelSetting`. */
  model: string;
  /** Loops that run tasks: 1 for `event-loop` and `async-pool`, k for `worker-pool:kxc`. */
  workers: number;
  /** Tasks in flight on each of them. */
  concurrency: number;
  /** Tasks in a batch. */
  tasks: number;
  /** Of a cell on a queue, once the run has found one. */
  queue?: QueuePlace;
}

export interface Plan {
  suite: RunSuite;
  /** In the order of the suite; the run shuffles them anew in every round. */
  cells: PlannedCell[];
  settings: RunSettings;
  /** Offered to each cell beside its batches. */
  load?: OfferedLoad;
  seed: number;
  /** If this is a part of a larger plan. */
  shard?: Shard;
}
