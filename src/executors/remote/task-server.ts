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
type Lane = (
  performing: Promise<ResultMessage>,
  task: TaskMessage,
  startMs: number,
) => Promise<void>;

export class TaskServer {
  readonly #send: SendToPool;
  readonly #sender: ResultSender;
  readonly #functions: (Callable | Promise<Callable>)[] = [];
  /** By id, of the tasks that can be aborted. */
  readonly #aborts = new Map<number, AbortController>();
  /** By slot, what its tasks without a signal are told of themselves. */
  readonly #contexts: TaskContext[] = [];
  /** By slot, the function that awaits its tasks. */
  readonly #lanes: Lane[] = [];
  /** By slot, what runs in it or waits for it, in order. */
  readonly #taken: (TaskMessage[] | undefined)[] = [];
  /** Chunks here whose rest is not wanted any more. */
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
          if (message.isMoving) this.#sender.own(task[5]);
          this.#accept(task);
        }
        break;
      case 'drop':
        if (this.#holds(message.id)) this.#dropped.add(message.id);
        break;
      case 'abort':
        this.#aborts.get(message.id)?.abort(fromEnvelope(message.reason));
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

  #accept(task: TaskMessage): void {
    const [id, slot, , isWatched] = task;
    if (isWatched) this.#aborts.set(id, new AbortController());
    const taken = (this.#taken[slot] ??= []);
    if (taken.push(task) === 1) this.#begin(task);
  }

  #begin(task: TaskMessage): void {
    const fn = this.#functions[task[2]];
    if (typeof fn === 'function') this.#perform(task, fn);
    else {
      fn?.then(
        (loaded) => this.#perform(task, loaded),
        (error: unknown) => this.#failAll(task, error),
      );
    }
  }

  #holds(id: number): boolean {
    return this.#taken.some((tasks) => tasks?.some((task) => task[0] === id));
  }

  /** Only a task that can be aborted has a context of its own. */
  #contextOf(id: number, slot: number): TaskContext {
    const lane = this.#firstLane + slot;
    const abort = this.#aborts.get(id);
    return abort ? { lane, signal: abort.signal } : (this.#contexts[slot] ??= { lane });
  }

  /** No promise delays what a synchronous task returns. */
  #perform(task: TaskMessage, fn: Callable): void {
    const [id, slot, , , isChunk, values] = task;
    const context = this.#contextOf(id, slot);
    if (this.#hasOneSlot) occupy(context);
    const startMs = performance.now();
    const performing = isChunk
      ? performChunk(context, id, fn, values, {
          isDropped: () => this.#dropped.has(id),
          report: (part) => this.#sender.add(part),
        })
      : performTask(context, id, fn, values);
    if (performing instanceof Promise) void this.#laneOf(context, slot)(performing, task, startMs);
    else this.#finish(task, performing, startMs);
  }

  #laneOf({ lane }: TaskContext, slot: number): Lane {
    return (this.#lanes[slot] ??= asLane(lane, async (performing, task, startMs) => {
      this.#finish(task, await performing, startMs);
    }));
  }

  #failAll(task: TaskMessage, error: unknown): void {
    const [id, , , , isChunk, values] = task;
    const envelope = toEnvelope(error);
    const failures: ResultMessage[2] = (isChunk ? values : [undefined]).map((_, at) => [
      at,
      envelope,
    ]);
    this.#finish(task, [id, failures.map(() => undefined), failures, undefined], performance.now());
  }

  #finish([id, slot]: TaskMessage, last: ResultMessage, startMs: number): void {
    last[3] = performance.now() - startMs;
    if (this.#hasOneSlot) occupy(undefined);
    this.#aborts.delete(id);
    this.#dropped.delete(id);
    this.#sender.add(last);
    const taken = this.#taken[slot];
    taken?.shift();
    const next = taken?.[0];
    if (next !== undefined) this.#begin(next);
  }
}
