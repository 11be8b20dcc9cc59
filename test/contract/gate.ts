/**
 * A gate that tasks stop at, wherever they run: on the loop, in a thread, in a process.
 *
 *     task: stopAt(port, label) ──▶ the test sees the label in `arrivals`
 *                               ◀── release(label): the task goes on
 *
 * It is a TCP server on the loopback, because that is the one thing all executors' tasks can reach; or
 * a socket in a folder, which programs reach from every network of the machine.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export class Gate implements AsyncDisposable {
  /** Labels in the order in which their tasks arrived. */
  readonly arrivals: string[] = [];
  readonly #server: Server;
  readonly #waiting = new Map<Socket, string>();
  readonly #released = new Set<string>();
  #isOpen = false;
  #watchers: (() => void)[] = [];

  static async open(): Promise<Gate> {
    const gate = new Gate();
    gate.#server.listen(0, '127.0.0.1');
    await once(gate.#server, 'listening');
    return gate;
  }

  static async openForAllNetworks(): Promise<Gate> {
    const gate = new Gate();
    gate.#server.listen(join(mkdtempSync(join(tmpdir(), 'loop-or-pool-gate-')), 'gate'));
    await once(gate.#server, 'listening');
    return gate;
  }

  private constructor() {
    this.#server = createServer((socket) => this.#receive(socket));
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Of one for all networks; stands for the port. */
  get path(): string {
    return this.#server.address() as string;
  }

  /** Labels of the tasks that stand at the gate now. */
  get held(): string[] {
    return [...this.#waiting.values()];
  }

  /** Resolves once each of these tasks has arrived. */
  async arrived(...labels: string[]): Promise<void> {
    await this.#until(() => labels.every((label) => this.arrivals.includes(label)));
  }

  /** Resolves once this many tasks have arrived. */
  async arrivedCount(count: number): Promise<void> {
    await this.#until(() => this.arrivals.length >= count);
  }

  /** Resolves once none of the arrived tasks stands at the gate: each went on or died. */
  async isEmpty(): Promise<void> {
    await this.#until(() => this.#waiting.size === 0);
  }

  /** Lets this task through, now or when it comes. */
  release(...labels: string[]): void {
    for (const label of labels) this.#released.add(label);
    this.#letThrough();
  }

  /** Lets every task through from now on. */
  releaseAll(): void {
    this.#isOpen = true;
    this.#letThrough();
  }

  /** Frees whoever still stands here, so that a failed test cannot hang. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.releaseAll();
    await this.isEmpty();
    const address = this.#server.address();
    this.#server.close();
    await once(this.#server, 'close');
    if (typeof address === 'string') rmSync(dirname(address), { recursive: true });
  }

  #receive(socket: Socket): void {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (!text.endsWith('\n')) return;
      const label = text.trim();
      this.arrivals.push(label);
      this.#waiting.set(socket, label);
      this.#letThrough();
      this.#notify();
    });
    socket.on('error', () => undefined); // a killed worker resets its connection; 'close' follows
    socket.on('close', () => {
      this.#waiting.delete(socket);
      this.#notify();
    });
  }

  #letThrough(): void {
    for (const [socket, label] of this.#waiting) {
      if (this.#isOpen || this.#released.has(label)) socket.end('go\n');
    }
  }

  async #until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      await new Promise<void>((resolve) => this.#watchers.push(resolve));
    }
  }

  #notify(): void {
    const watchers = this.#watchers;
    this.#watchers = [];
    for (const wake of watchers) wake();
  }
}

/** Asserts that the labels arrived in this order; others may stand between them. */
export function assertArrivedInOrder(gate: Gate, ...labels: string[]): void {
  assert.deepEqual(
    gate.arrivals.filter((label) => labels.includes(label)),
    labels,
  );
}
