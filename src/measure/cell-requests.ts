/** What the parent asks of a cell process, and what comes back. All of it is JSON. */
import type { QueuePlace } from '../plan/plan.js';
import type { Params } from '../workload/define-workload.js';
import type { MainLoop, OfferedLoad, OfferedOutcome, Sample, Span } from '../record/run-record.js';
import type { WarmUpLimits } from './warm-up.js';

export interface OpenCell {
  model: string;
  workers: number;
  concurrency: number;
  /** Of a model on a queue. */
  queue?: QueuePlace;
}

export interface LoadWork {
  moduleUrl: string;
  params: Params;
  /** What the workload's `setup` made. */
  context: unknown;
  tasks: number;
  /** How many of them travel together, as in `MapOptions`. */
  chunkSize: number | 'auto';
}

export interface WarmUpStep {
  /** Nothing more to do, or no time for it. */
  isWarm: boolean;
  /** It was the time; an earlier version of this package does not tell. */
  isCutShort?: boolean;
}

export interface TakeSample {
  round: number;
  /** A shorter batch is repeated; an earlier version of this package repeats it for 10 ms. */
  leastMs: number;
}

export interface SampledCell {
  sample: Sample;
  /** Of its tasks; as pairs. */
  taskHistogram: number[];
  waitHistogram: number[];
  /** Of tasks on a queue: as `CellProcess` has them. */
  handOverHistogram?: number[];
  returnHistogram?: number[];
  /** Those of others that have run the tasks. */
  hosts?: string[];
  /** Of the sample's first batch. */
  spans: Span[];
  /** During that batch; an earlier version of this package does not tell it. */
  mainLoop?: MainLoop;
  outputsHash: string;
}

export interface OfferTasks {
  load: OfferedLoad;
  /** Of the arrivals: every model gets the same. */
  seed: number;
}

export interface OfferedCell {
  offered: OfferedOutcome;
  /** Null where tasks were dropped, so that their outputs are missing. */
  outputsHash: string | null;
}

export type CellRequests = {
  /** Opens the executor and waits for the result of a first trivial task. */
  opening: { ask: OpenCell; reply: { startupMs: number } };
  /** Starts all workers, then, with their memory read, loads the workload. */
  loading: { ask: LoadWork; reply: { idleRssBytes: number } };
  /** One step of it, at most a batch long, so that the time limit of a sample holds for it too. */
  'warm-up': { ask: WarmUpLimits; reply: WarmUpStep };
  sample: { ask: TakeSample; reply: SampledCell };
  /** The tasks of a batch, each at its time. */
  offer: { ask: OfferTasks; reply: OfferedCell };
};
