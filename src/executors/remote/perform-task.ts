/** The far side of a pool: runs what it is sent, and sends back what comes of it. */
import { asLane, occupy, runAs } from '../current-task.js';
import type { TaskContext } from '../current-task.js';
import type { TaskAddress } from '../portable.js';
import type { Callable } from '../work.js';
import { fromEnvelope, notCloneable, toEnvelope, toPlainEnvelope } from './envelope.js';
import type { ErrorEnvelope } from './envelope.js';
import { loadTask } from './load-task.js';
import type { FromWorker, ResultMessage, StartMessage, TaskMessage, ToWorker } from './messages.js';

/** Awaits what runs in a slot, under a name by which the task finds its lane. */
type Lane = (context: TaskContext, task: TaskMessage, fn: Callable) => Promise<void>;

/** Results wait for others of the same turn of the loop, but no longer than this. */
const LONGEST_DELAY_MS = 1;

export class TaskServer {
  readonly #send: (message: FromWorker) => void;
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
  #results: ResultMessage[] = [];
  #lastFlushMs = 0;

  /** @param send throws if the message cannot be cloned. */
  constructor(send: (message: FromWorker) => void) {
    this.#send = send;
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
      if (initializer !== undefined) {
        await (
          await loadTask(initializer)
        )(...(initArgs as never[]));
      }
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
        this.#lastFlushMs = performance.now();
        for (const task of message.tasks) this.#begin(task);
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
    const fn = this.#functions[task[1]];
    if (typeof fn === 'function') this.#run(task, fn);
    else {
      fn?.then(
        (loaded) => this.#run(task, loaded),
        (error: unknown) => this.#failAll(task, error),
      );
    }
  }

  #run(task: TaskMessage, fn: Callable): void {
    const [slot, , isWatched] = task;
    this.#dropped.delete(slot);
    this.#lanes[slot] ??= asLane(this.#firstLane + slot, (context, job, callable) =>
      this.#perform(context, job, callable),
    );
    void this.#lanes[slot](this.#contextOf(slot, isWatched), task, fn);
  }

  async #perform(context: TaskContext, task: TaskMessage, fn: Callable): Promise<void> {
    const [slot, , isWatched, isChunk, values] = task;
    if (this.#hasOneSlot) occupy(context);
    const startMs = performance.now();
    const last = isChunk
      ? await this.#runChunk(context, slot, fn, values)
      : await runOne(context, slot, fn, values);
    last[3] = performance.now() - startMs;
    if (this.#hasOneSlot) occupy(undefined);
    if (isWatched) this.#aborts.delete(slot);
    this.#reply(last);
  }

  /**
   * One input after another; no promise slows down a synchronous function. What is done is reported
   * at once when the next one takes its time, and now and then there is a pause, in which the loop
   * may hear that the rest is not wanted.
   */
  async #runChunk(
    context: TaskContext,
    slot: number,
    fn: Callable,
    inputs: unknown[],
  ): Promise<ResultMessage> {
    let part: ResultMessage = [slot, [], undefined, undefined];
    let partMs = performance.now();
    let report: NodeJS.Immediate | undefined;
    const sendPart = () => {
      report = undefined;
      this.#reply(part);
      part = [slot, [], undefined, undefined];
    };
    for (const input of inputs) {
      if (performance.now() - partMs > LONGEST_DELAY_MS) {
        if (part[1].length > 0) sendPart();
        await nextTurn();
        partMs = performance.now();
      }
      if (this.#dropped.has(slot)) break;
      try {
        let value = runAs(context, fn, [input]);
        if (isThenable(value)) {
          if (part[1].length > 0) report ??= setImmediate(sendPart);
          value = await value;
        }
        part[1].push(value);
      } catch (error) {
        (part[2] ??= []).push([part[1].length, toEnvelope(error)]);
        part[1].push(undefined);
      }
    }
    clearImmediate(report);
    return part;
  }

  #failAll([slot, , , isChunk, values]: TaskMessage, error: unknown): void {
    const envelope = toEnvelope(error);
    const failures = (isChunk ? values : [undefined]).map((_, at): [number, ErrorEnvelope] => [
      at,
      envelope,
    ]);
    this.#reply([slot, failures.map(() => undefined), failures, 0]);
  }

  /** Only a task that can be aborted has a context of its own. */
  #contextOf(slot: number, isWatched: boolean): TaskContext {
    const lane = this.#firstLane + slot;
    if (!isWatched) return (this.#contexts[slot] ??= { lane });
    const controller = new AbortController();
    this.#aborts.set(slot, controller);
    return { lane, signal: controller.signal };
  }

  #reply(result: ResultMessage): void {
    this.#results.push(result);
    if (performance.now() - this.#lastFlushMs > LONGEST_DELAY_MS) this.#flush();
    // A tick that is asked for by a microtask comes when no microtask is left.
    else if (this.#results.length === 1) queueMicrotask(() => process.nextTick(this.#flush));
  }

  readonly #flush = (): void => {
    const results = this.#results;
    if (results.length === 0) return;
    this.#results = [];
    this.#lastFlushMs = performance.now();
    try {
      this.#send({ kind: 'results', results });
    } catch {
      for (const result of results) this.#sendOneByOne(result);
    }
  };

  /** Something cannot be cloned: finds out what, and replaces it by an error. */
  #sendOneByOne([slot, values, failures = [], tookMs]: ResultMessage): void {
    const thrown = new Map(failures);
    values.forEach((value, at) => {
      const isLast = at === values.length - 1;
      const error = thrown.get(at);
      const doneMs = isLast ? tookMs : undefined;
      try {
        const failure: ResultMessage[2] = error === undefined ? undefined : [[0, error]];
        this.#send({ kind: 'results', results: [[slot, [value], failure, doneMs]] });
      } catch (reason) {
        const plain =
          error === undefined
            ? toEnvelope(notCloneable('the result', reason))
            : toPlainEnvelope(error);
        this.#send({ kind: 'results', results: [[slot, [undefined], [[0, plain]], doneMs]] });
      }
    });
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
    typeof (value as { then?: unknown }).then === 'function'
  );
}

async function runOne(
  context: TaskContext,
  slot: number,
  fn: Callable,
  args: unknown[],
): Promise<ResultMessage> {
  try {
    const value = runAs(context, fn, args);
    return [slot, [isThenable(value) ? await value : value], undefined, undefined];
  } catch (error) {
    return [slot, [undefined], [[0, toEnvelope(error)]], undefined];
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
