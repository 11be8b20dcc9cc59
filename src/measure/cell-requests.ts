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

export type CellRequests = {
  opening: { ask: OpenCell; reply: { startupMs: number; idleRssBytes: number } };
  /** One step of it, at most a batch long, so that the time limit of a sample holds for it too. */
  'warm-up': { ask: { limitMs: number }; reply: { isWarm: boolean } };
  sample: { ask: { round: number }; reply: SampledCell };
};
