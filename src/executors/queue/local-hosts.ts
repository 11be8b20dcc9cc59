/** The hosts that an executor starts on this machine, each a child process, and replaces when lost. */
import type { ChildProcess } from 'node:child_process';

import type { WorkerEnd } from '../../futures/errors.js';
import type { TaskAddress } from '../portable.js';
import { HOST_ENTRY } from '../queue-far-side.js';
import { fromEnvelope } from '../remote/envelope.js';
import type { FromLocalHost, ToLocalHost } from '../remote/queue-host-messages.js';

/** A host that is asked to end gets this long before it is killed. */
const GRACE_MS = 5_000;
/** After so many in a row that ended before they were up, starting more is no use. */
const FAILED_STARTS = 3;

export interface LocalHostsOptions {
  /** What their names begin with. */
  name: string;
  connection: string;
  queue: string;
  isPrivate: boolean;
  hosts: number;
  /** Tasks at a time in each. */
  concurrency: number;
}

export interface LocalHostsEvents {
  /** One was lost; another takes its place. */
  lost(name: string, end: WorkerEnd): void;
  /** No host can be started. */
  unfit(error: unknown): void;
}

interface LocalHost {
  index: number;
  name: string;
  child: ChildProcess;
  isUp: boolean;
  /** Keys that it has been told and has not confirmed. */
  unconfirmed: Set<string>;
  ended: Promise<void>;
}

export class LocalHosts {
  readonly #options: LocalHostsOptions;
  readonly #events: LocalHostsEvents;
  readonly #tasks = new Map<string, TaskAddress>();
  readonly #hosts = new Set<LocalHost>();
  #generation = 0;
  #failedStarts = 0;
  #isHeld = true;
  #isClosing = false;
  #whenChanged: (() => void)[] = [];

  constructor(options: LocalHostsOptions, events: LocalHostsEvents) {
    this.#options = options;
    this.#events = events;
  }

  get count(): number {
    return this.#hosts.size;
  }

  start(): void {
    for (let index = 0; index < this.#options.hosts; index++) this.#startHost(index);
  }

  /** Adds to what hosts know; `known` tells when they do. */
  define(key: string, address: TaskAddress): void {
    if (this.#tasks.has(key)) return;
    this.#tasks.set(key, address);
    for (const host of this.#hosts) {
      host.unconfirmed.add(key);
      tell(host, { kind: 'define', key, address });
    }
  }

  /** Resolves when every host knows all that was defined. */
  async known(): Promise<void> {
    await this.#until(() => [...this.#hosts].every(({ unconfirmed }) => unconfirmed.size === 0));
  }

  /** Resolves when every host takes jobs. */
  async up(): Promise<void> {
    await this.#until(() => [...this.#hosts].every(({ isUp }) => isUp));
  }

  /** Whether they keep this process alive. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    for (const host of this.#hosts) this.#holdOne(host);
  }

  /** Lets them finish what they run, and resolves when they are gone. */
  async close(how: 'drain' | 'kill' = 'drain'): Promise<void> {
    this.#isClosing = true;
    const hosts = [...this.#hosts];
    for (const host of hosts) {
      this.#holdOne(host);
      if (how === 'kill' || !host.isUp) host.child.kill('SIGKILL');
      else tell(host, { kind: 'close' });
    }
    const killer = setTimeout(() => hosts.forEach(({ child }) => child.kill('SIGKILL')), GRACE_MS);
    await Promise.all(hosts.map(({ ended }) => ended));
    clearTimeout(killer);
  }

  #startHost(index: number): void {
    const { name: prefix, connection, queue, isPrivate, concurrency } = this.#options;
    // Loaded with the first host: every thread that imports this package would pay for it.
    const { fork } = process.getBuiltinModule('node:child_process');
    const child = fork(HOST_ENTRY, { serialization: 'advanced', stdio: 'inherit' });
    const name = `${prefix}-${index}-${this.#generation++}`;
    const ended = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      // One that could not be started has no exit.
      child.once('error', () => resolve());
    });
    const host: LocalHost = { index, name, child, isUp: false, unconfirmed: new Set(), ended };
    this.#hosts.add(host);
    child.on('message', (message) => this.#receive(host, message as FromLocalHost));
    child.on('error', () => child.pid === undefined && this.#ended(host, {}));
    child.on('exit', (exitCode, signal) => this.#ended(host, { exitCode, signal }));
    const [firstLane, tasks] = [index * concurrency, [...this.#tasks]];
    tell(host, {
      kind: 'start',
      connection,
      queue,
      isPrivate,
      name,
      concurrency,
      firstLane,
      tasks,
    });
    this.#holdOne(host);
  }

  #receive(host: LocalHost, message: FromLocalHost): void {
    switch (message.kind) {
      case 'up':
        host.isUp = true;
        this.#failedStarts = 0;
        break;
      case 'defined':
        host.unconfirmed.delete(message.key);
        break;
      case 'unfit':
        this.#events.unfit(fromEnvelope(message.error));
        break;
    }
    this.#changed();
  }

  #ended(host: LocalHost, end: WorkerEnd): void {
    this.#hosts.delete(host);
    if (!this.#isClosing) {
      if (!host.isUp) this.#failedStarts++;
      if (this.#failedStarts < FAILED_STARTS) this.#startHost(host.index);
      else this.#events.unfit(new Error(`hosts end before they are up: ${endText(end)}`));
      this.#events.lost(host.name, end);
    }
    this.#changed();
  }

  #holdOne({ child }: LocalHost): void {
    const how = this.#isHeld || this.#isClosing ? 'ref' : 'unref';
    child[how]();
    child.channel?.[how]();
  }

  async #until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#whenChanged.push(resolve));
  }

  #changed(): void {
    for (const wake of this.#whenChanged.splice(0)) wake();
  }
}

/** `exit code 1`, or `signal SIGKILL`. */
export function endText({ exitCode, signal }: WorkerEnd): string {
  return signal ? `signal ${signal}` : `exit code ${exitCode ?? 'unknown'}`;
}

function tell({ child }: LocalHost, message: ToLocalHost): void {
  if (child.connected) child.send(message, () => undefined);
}
