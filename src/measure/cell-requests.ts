/** What the parent asks of a cell process, and what comes back. All of it is JSON. */
import type { Params } from '../workload/define-workload.js';
import type { Sample, Span } from '../record/run-record.js';

export interface OpenCell {
  moduleUrl: string;
  params: Params;
  /** What the workload's `setup` made. */
  context: unknown;
  model: string;
  workers: number;
  concurrency: number;
  tasks: number;
}

export interface SampledCell {
  sample: Sample;
  /** Of the sample's first batch. */
  spans: Span[];
  outputsHash: string;
}

export interface WarmedCell {
  /** Full batches that were run. */
  batches: number;
}

export type CellRequests = {
  /** Answered as soon as the process is up. */
  greet: { ask: null; reply: null };
  open: { ask: OpenCell; reply: { startupMs: number; idleRssBytes: number } };
  warmUp: { ask: { limitMs: number }; reply: WarmedCell };
  sample: { ask: { round: number }; reply: SampledCell };
};
