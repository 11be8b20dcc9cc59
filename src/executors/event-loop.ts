/** One task at a time on this loop: sequential code, and the yardstick for every other executor. */
import { AsyncPoolExecutor } from './async-pool.js';

/** Runs tasks on one event loop, one after another. */
export class EventLoopExecutor extends AsyncPoolExecutor {
  /** `event-loop`. */
  override readonly model = 'event-loop';

  constructor() {
    super({ concurrency: 1 });
  }
}
