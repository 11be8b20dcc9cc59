/** A contest: several ways to do the same batch of tasks, and how we want to stand among them. */

/** One way to do the work. It lives in a process of its own for a few rounds. */
export interface Contestant {
  /** Does the batch and returns the sum of its results, so that leaving work out would show. */
  runBatch(inputs: readonly number[]): Promise<number>;
  /** What the last batch cost, where that is not its time. */
  lastCost?(): number;
  close?(): unknown;
}

export interface Target {
  ours: string;
  peer: string;
  /** Our cost as a multiple of the peer's. */
  atMost: number;
}

export interface Contest {
  title: string;
  /** What the figures in the table are. */
  cost: 'us per task' | 'ms per task' | 'ms' | 'us' | 'private MB per worker';
  /** Tasks in a batch; their inputs are 0, 1, 2, ... */
  tasks: number;
  /** Why it cannot be held on this machine, or false. */
  missing?: string | false;
  /** A batch leaves traces in its process, so each is done in a fresh one. */
  needsFreshProcess?: boolean;
  /** What one task of the batch gives. */
  resultOf(input: number): number;
  /** Opens a contestant, by its name in the table. Ours begin with `loop-or-pool`. */
  contestants: Record<string, () => Promise<Contestant>>;
  targets: readonly Target[];
}
