/**
 * Sends tasks to a worker: those of one turn of the loop in one message. If something in it cannot
 * be cloned, what can be is sent, and the rest is rejected.
 */
import type { Transferable } from './executor.js';
import type { Link } from './link.js';
import { notCloneable } from './remote/envelope.js';
import type { TaskMessage } from './remote/messages.js';

/** Who hears of what could not be sent. */
export interface Rejections {
  /** An input has been taken out of a chunk. */
  inputRejected(id: number, at: number, error: unknown): void;
  /** Nothing of a task or chunk has been sent. */
  taskRejected(id: number, error: unknown): void;
  /** That is all for this turn. */
  rejectionsTold(): void;
}

export class TaskOutbox {
  readonly #link: Pick<Link, 'send' | 'check'>;
  readonly #rejections: Rejections;
  #tasks: TaskMessage[] = [];

  constructor(link: Pick<Link, 'send' | 'check'>, rejections: Rejections) {
    this.#link = link;
    this.#rejections = rejections;
  }

  add(task: TaskMessage): void {
    // The end of the turn is when neither callbacks nor microtasks are left to submit more.
    if (this.#tasks.push(task) === 1) queueMicrotask(() => process.nextTick(() => this.flush()));
  }

  /** Moves objects to the worker. They travel alone: another task of the turn may need them too. */
  sendMoving(task: TaskMessage, transfer: readonly Transferable[]): void {
    this.flush();
    try {
      transfer.forEach(assertMovable);
      this.#link.send({ kind: 'run', tasks: [task], isMoving: true }, transfer);
    } catch (error) {
      this.#rejections.taskRejected(task[0], notCloneable('an argument', error));
      queueMicrotask(() => this.#rejections.rejectionsTold());
    }
  }

  flush(): void {
    const tasks = this.#tasks;
    if (tasks.length === 0) return;
    this.#tasks = [];
    try {
      this.#link.send({ kind: 'run', tasks });
    } catch {
      for (const task of tasks) this.#sendChecked(task);
      this.#rejections.rejectionsTold();
    }
  }

  /** Forgets what has not been sent. */
  clear(): void {
    this.#tasks = [];
  }

  #sendChecked(task: TaskMessage): void {
    const [id, , , , isChunk, values] = task;
    try {
      if (isChunk) this.#takeOutUncloneable(id, values);
      if (!isChunk || values.length > 0) this.#link.send({ kind: 'run', tasks: [task] });
    } catch (error) {
      this.#rejections.taskRejected(id, notCloneable('an argument', error));
    }
  }

  #takeOutUncloneable(id: number, inputs: unknown[]): void {
    for (let at = inputs.length - 1; at >= 0; at--) {
      try {
        this.#link.check(inputs[at]);
      } catch (error) {
        inputs.splice(at, 1);
        this.#rejections.inputRejected(id, at, notCloneable('an input', error));
      }
    }
  }
}

/** Node moves a buffer that was moved before without a word, and what arrives is empty. */
function assertMovable(object: Transferable): void {
  if (!(object instanceof ArrayBuffer) || object.byteLength > 0) return;
  try {
    new Uint8Array(object);
  } catch {
    throw new Error('a buffer named in transfer has been moved away before');
  }
}
