/**
 * Tasks on this loop, up to `concurrency` of them in flight. Each slot is one async function, a
 * lane, that runs task after task as long as any wait.
 */
import type { Input } from './arguments.js';
import { Attempt } from './attempt.js';
import { BaseExecutor } from './base-executor.js';
import { checkCount } from './counts.js';
import { asLane, runAs } from './current-task.js';
import type { TaskContext } from './current-task.js';
import { defaultAsyncConcurrency, formatModel } from './model-spec.js';
import type { Work } from './work.js';

/** Options of an `AsyncPoolExecutor`. */
export interface AsyncPoolOptions {
  /** Most tasks in flight at a time. Default: `min(32, available CPUs + 4)`. At least 1. */
  concurrency?: number;
}

/** Runs the given work, and then whatever waits in the queue. */
type Lane = (work: Work) => Promise<void>;

/** Runs tasks on one event loop. Their waiting overlaps; their JavaScript does not. */
export class AsyncPoolExecutor extends BaseExecutor {
  /** As in `async-pool:20`. */
  readonly model: string;
  readonly #concurrency: number;
  /** Lanes with nothing to run. */
  readonly #resting: Lane[] = [];
  #lanes = 0;

  constructor({ concurrency = defaultAsyncConcurrency() }: AsyncPoolOptions = {}) {
    super();
    checkCount('concurrency', concurrency);
    this.#concurrency = concurrency;
    this.model = formatModel({ name: 'async-pool', workers: 1, concurrency });
  }

  protected override dispatch(): void {
    const { queue } = this.ledger;
    for (let work = queue.first; work !== undefined; work = queue.first) {
      const lane = this.#resting.pop() ?? this.#openLane();
      if (lane === undefined) return;
      void lane(work);
    }
  }

  protected override get workers(): number {
    return this.isShutdown && this.isIdle ? 0 : 1;
  }

  protected override get isIdle(): boolean {
    return this.#resting.length === this.#lanes;
  }

  /** Anything can run on this loop, closures too. */
  protected override admit(): void {}

  protected override async close(): Promise<void> {}

  #openLane(): Lane | undefined {
    if (this.#lanes === this.#concurrency) return undefined;
    const { queue } = this.ledger;
    const context: TaskContext = { lane: this.#lanes++ };
    const lane: Lane = asLane(context.lane, async (firstWork) => {
      let work: Work | undefined = firstWork;
      let task = work.begin();
      let input = work.takeInput(task);
      // The body of a task never starts inside `submit`.
      await undefined;
      while (work !== undefined) {
        if (work.scope.isWatched) await runWatched(context, work, task, input);
        else {
          try {
            work.succeed(task, await runAs(context, work.fn, input));
          } catch (error) {
            work.fail(task, error);
          }
        }
        work = queue.first;
        if (work === undefined) break;
        task = work.begin();
        input = work.takeInput(task);
      }
      this.#resting.push(lane);
      this.closeIfDone();
    });
    return lane;
  }
}

/** Runs a task that has a signal or a timeout. */
async function runWatched(
  { lane }: TaskContext,
  work: Work,
  task: number,
  input: Input,
): Promise<void> {
  const controller = new AbortController();
  const attempt = new Attempt(work, task, (reason) => controller.abort(reason));
  attempt.startClock();
  try {
    attempt.succeed(await runAs({ lane, signal: controller.signal }, work.fn, input));
  } catch (error) {
    attempt.fail(error);
  }
}
