/** The parent's hold on one cell process: turns are handed out here, one at a time. */
import type { PlannedCell } from '../plan/plan.js';
import type { CellProcess } from '../record/run-record.js';
import { IsolatedProcess } from '../workload/isolated-process.js';
import type { CellRequests, SampledCell } from './cell-requests.js';

const CLOSE_GRACE_MS = 1_500;

export class CellDriver {
  readonly cell: PlannedCell;
  readonly #process = new IsolatedProcess<CellRequests>(
    new URL('./cell-process.js', import.meta.url),
  );
  readonly #timeLimitMs: number;

  /** Starts the process; nothing of the workload is loaded yet. */
  constructor(cell: PlannedCell, timeLimitMs: number) {
    this.cell = cell;
    this.#timeLimitMs = timeLimitMs;
  }

  /** Resolves when the process is up. */
  ready(): Promise<void> {
    return this.#process.ready();
  }

  /** @throws {WorkFailure} `unavailable` if the executor cannot be opened. */
  open(context: unknown): Promise<Pick<CellProcess, 'startupMs' | 'idleRssBytes'>> {
    const { workload, model, workers, concurrency, tasks } = this.cell;
    const { moduleUrl, params } = workload;
    const request = { moduleUrl, params, context, model, workers, concurrency, tasks };
    return this.#process.ask('opening', request, this.#timeLimitMs);
  }

  /** @throws {WorkFailure} like `sample`. */
  async warmUp(limitMs: number): Promise<void> {
    let isWarm = false;
    while (!isWarm) {
      ({ isWarm } = await this.#process.ask('warm-up', { limitMs }, this.#timeLimitMs));
    }
  }

  /** @throws {WorkFailure} if the workload throws, exits, returns wrong outputs or runs out of time. */
  sample(round: number): Promise<SampledCell> {
    return this.#process.ask('sample', { round }, this.#timeLimitMs);
  }

  /** Shuts the executor down and ends the process, also in the middle of a sample; never fails. */
  close(): Promise<void> {
    return this.#process.stop(CLOSE_GRACE_MS);
  }
}
