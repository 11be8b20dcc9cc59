/** The far side of a pool: takes what the pool sends, and runs it. */
import { asLane, occupy } from '../current-task.js';
import type { TaskContext } from '../current-task.js';
import type { TaskAddress } from '../portable.js';
import type { Callable } from '../work.js';
import { fromEnvelope, toEnvelope } from './envelope.js';
import { loadTask } from './load-task.js';
import type { ResultMessage, StartMessage, TaskMessage, ToWorker } from './messages.js';
import { performChunk, performTask } from './perform-task.js';
import { ResultSender } from './result-sender.js';
import type { SendToPool } from './result-sender.js';

/** Awaits what runs in a slot, under a name by which the task finds its lane. */
type Lane = (context: TaskContext, task: TaskMessage, fn: Callable) => Promise<void>;

export class TaskServer {
  readonly #send: SendToPool;
  readonly #sender: ResultSender;
  readonly #functions: (Callable | Promise<Callable>)[] = [];
  readonly #aborts = new Map<number, AbortController>();
  /** By slot, what its tasks without a signal are told of themselves. */
  readonly #contexts: TaskContext[] = [];
  /** By slot, the function that awaits its tasks. */
  readonly #lanes: Lane[] = [];
  /** Slots whose chunk is not wanted any more. */
  readonly #dropped = new Set<number>();
  /** What came before the initializer was through. */
  #backlog: Exclude<ToWorker, StartMessage>[] | undefined = [];
  #firstLane = 0;
  #hasOneSlot = false;

  constructor(send: SendToPool) {
    this.#send = send;
    this.#sender = new ResultSender(send);
    send({ kind: 'booted' });
  }

  /** Tasks wait until the initializer is through. */
  receive(message: ToWorker): void {
    if (message.kind === 'start') void this.#start(message);
    else if (this.#backlog !== undefined) this.#backlog.push(message);
    else this.#process(message);
  }

  async #start({ firstLane, concurrency, initializer, initArgs }: StartMessage): Promise<void> {
    this.#firstLane = firstLane;
    this.#hasOneSlot = concurrency === 1;
    try {
      const initialize = initializer && (await loadTask(initializer));
      await initialize?.(...(initArgs as never[]));
    } catch (error) {
      this.#send({ kind: 'unfit', error: toEnvelope(error) });
      return;
    }
    this.#send({ kind: 'ready' });
    const backlog = this.#backlog ?? [];
    this.#backlog = undefined;
    for (const message of backlog) this.#process(message);
  }

  #process(message: Exclude<ToWorker, StartMessage>): void {
    switch (message.kind) {
      case 'define':
        this.#define(message.fn, message.address);
        break;
      case 'run':
        this.#sender.startTurn();
        for (const task of message.tasks) {
          if (message.isMoving) this.#sender.own(task[4]);
          this.#begin(task);
        }
        break;
      case 'drop':
        this.#dropped.add(message.slot);
        break;
      case 'abort':
        this.#aborts.get(message.slot)?.abort(fromEnvelope(message.reason));
        break;
    }
  }

  #define(fn: number, address: TaskAddress): void {
    const loading = loadTask(address);
    this.#functions[fn] = loading;
    // A failure is told to each task that wants the function.
    loading.then(
      (loaded) => (this.#functions[fn] = loaded),
      () => undefined,
    );
  }

  #begin(task: TaskMessage): void {
    const [slot, number, isWatched] = task;
    this.#dropped.delete(slot);
    const context = this.#contextOf(slot, isWatched);
    const fn = this.#functions[number];
    const lane = (this.#lanes[slot] ??= asLane(context.lane, async (...run: Parameters<Lane>) => {
      await this.#perform(...run);
    }));
    if (typeof fn === 'function') void lane(context, task, fn);
    else {
      fn?.then(
        (loaded) => lane(context, task, loaded),
        (error: unknown) => this.#failAll(task, error),
      );
    }
  }

  /** Only a task that can be aborted has a context of its own. */
  #contextOf(slot: number, isWatched: boolean): TaskContext {
    const lane = this.#firstLane + slot;
    if (!isWatched) return (this.#contexts[slot] ??= { lane });
    const controller = new AbortController();
    this.#aborts.set(slot, controller);
    return { lane, signal: controller.signal };
  }

  async #perform(context: TaskContext, task: TaskMessage, fn: Callable): Promise<void> {
    const [slot, , isWatched, isChunk, values] = task;
    if (this.#hasOneSlot) occupy(context);
    const startMs = performance.now();
    const last = isChunk
      ? await performChunk(context, slot, fn, values, {
          isDropped: () => this.#dropped.has(slot),
          report: (part) => this.#sender.add(part),
        })
      : await performTask(context, slot, fn, values);
    last[3] = performance.now() - startMs;
    if (this.#hasOneSlot) occupy(undefined);
    if (isWatched) this.#aborts.delete(slot);
    this.#sender.add(last);
  }

  #failAll([slot, , , isChunk, values]: TaskMessage, error: unknown): void {
    const envelope = toEnvelope(error);
    const failures: ResultMessage[2] = (isChunk ? values : [undefined]).map((_, at) => [
      at,
      envelope,
    ]);
    this.#sender.add([slot, failures.map(() => undefined), failures, 0]);
  }
}
