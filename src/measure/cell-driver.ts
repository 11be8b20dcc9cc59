/** The parent's hold on one cell process: turns are handed out here, one at a time. */
import { formatModel } from '../executors/model-spec.js';
import { parseModelSetting } from '../plan/model-setting.js';
import type { PlannedCell } from '../plan/plan.js';
import { IsolatedProcess } from '../workload/isolated-process.js';
import type {
  CellRequests,
  OfferTasks,
  OfferedCell,
  SampledCell,
  WarmUpStep,
  TakeSample,
} from './cell-requests.js';
import type { WarmUpLimits } from './warm-up.js';

const CLOSE_GRACE_MS = 1_500;
/** Bundled: what a cell costs to start is then what the package costs its users. */
const OWN_ENTRY = new URL('../bundled/cell-process.js', import.meta.url);

export class CellDriver {
  readonly cell: PlannedCell;
  readonly #process: IsolatedProcess<CellRequests>;
  readonly #timeLimitMs: number;

  /**
   * Starts the process; nothing of the workload is loaded yet.
   *
   * @param entry its module; another version of this package brings its own
   */
  constructor(cell: PlannedCell, timeLimitMs: number, entry = OWN_ENTRY) {
    this.cell = cell;
    this.#process = new IsolatedProcess(entry);
    this.#timeLimitMs = timeLimitMs;
  }

  /** Resolves when the process is up. */
  ready(): Promise<void> {
    return this.#process.ready();
  }

  /**
   * Resolves with the milliseconds from opening the executor to a first result.
   *
   * @throws {WorkFailure} `unavailable` if the executor cannot be opened.
   */
  async open(): Promise<number> {
    const { model, workers, concurrency, queue } = this.cell;
    const spec = formatModel(parseModelSetting(model).spec);
    const request = { model: spec, workers, concurrency, ...(queue && { queue }) };
    return (await this.#process.ask('opening', request, this.#timeLimitMs)).startupMs;
  }

  /**
   * Resolves with the resident bytes of the open, idle executor.
   *
   * @throws {WorkFailure} if the workload's module cannot be loaded.
   */
  async load(context: unknown): Promise<number> {
    const { workload, model, tasks } = this.cell;
    const { moduleUrl, params } = workload;
    const { chunkSize } = parseModelSetting(model);
    const request = { moduleUrl, params, context, tasks, chunkSize };
    return (await this.#process.ask('loading', request, this.#timeLimitMs)).idleRssBytes;
  }

  /**
   * Resolves when it is warm, or when the time for that is over.
   *
   * @throws {WorkFailure} like `sample`.
   */
  async warmUp(limits: WarmUpLimits): Promise<WarmUpStep> {
    for (;;) {
      const step = await this.#process.ask('warm-up', limits, this.#timeLimitMs);
      if (step.isWarm) return step;
    }
  }

  /** @throws {WorkFailure} if the workload throws, exits, returns wrong outputs or runs out of time. */
  sample(request: TakeSample): Promise<SampledCell> {
    return this.#process.ask('sample', request, this.#timeLimitMs);
  }

  /** @throws {WorkFailure} like `sample`. */
  offer(request: OfferTasks): Promise<OfferedCell> {
    return this.#process.ask('offer', request, this.#timeLimitMs);
  }

  /** Shuts the executor down and ends the process, also in the middle of a sample; never fails. */
  close(): Promise<void> {
    return this.#process.stop(CLOSE_GRACE_MS);
  }
}
