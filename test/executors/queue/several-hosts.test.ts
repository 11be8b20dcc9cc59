/** A Redis, two hosts and a submitter, each at an address of its own, and what may befall them. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { Redis } from 'ioredis';

import { Gate } from '../../contract/gate.js';
import { startHost } from './host-process.js';
import { Network, networkMissing } from './network.js';
import type { Node } from './network.js';
import type { Ending } from './programs/remote-submitter.js';
import { redisMissing, startRedis } from './redis-server.js';
import type { TestRedis } from './redis-server.js';

const program = fileURLToPath(new URL('./programs/remote-submitter.js', import.meta.url));
const QUEUE = 'far';

describe('a queue over a network', { skip: redisMissing || networkMissing }, () => {
  it('spreads tasks over its hosts', async () => {
    await using site = await Site.open();
    const submitter = await site.submitter();
    // Each host has one slot, so both can only be held at once by two hosts.
    const ended = submitter.submit('a', 'b');
    await site.gate.arrived('a', 'b');
    site.gate.releaseAll();
    assert.deepEqual(await ended, { a: undefined, b: undefined });
  });

  it('loses no future when a host is cut off', async () => {
    await using site = await Site.open();
    const submitter = await site.submitter();
    const ended = submitter.submit('a', 'b', 'c', 'd');
    await site.gate.arrivedCount(2);

    site.hostNodes[0]?.setCable('down');
    const lost = await submitter.firstError();
    assert.equal(lost.error, 'WorkerLostError');
    site.gate.releaseAll();

    const endings = await ended;
    const names = Object.values(endings);
    assert.equal(names.filter((name) => name === undefined).length, 3, JSON.stringify(endings));
    assert.equal(new Set(site.gate.arrivals).size, site.gate.arrivals.length, 'none is run again');

    site.hostNodes[0]?.setCable('up');
    await submitter.submit('e', 'f');
    assert.equal(site.gate.arrivals.length, 6);
  });

  it('loses no future when Redis is restarted', async () => {
    await using site = await Site.open();
    const submitter = await site.submitter();
    const ended = submitter.submit('a', 'b', 'c', 'd');
    await site.gate.arrivedCount(2);
    await site.restartRedis();
    site.gate.releaseAll();
    for (const [label, error] of Object.entries(await ended)) {
      if (error !== undefined) assert.equal(error, 'WorkerLostError', label);
    }
    assert.equal(new Set(site.gate.arrivals).size, site.gate.arrivals.length, 'none is run again');
    assert.deepEqual(await submitter.submit('e'), { e: undefined });
  });

  it('lets hosts finish what a killed submitter has left', async () => {
    await using site = await Site.open();
    const submitter = await site.submitter();
    void submitter.submit('a', 'b', 'c', 'd');
    await site.gate.arrivedCount(2);
    await submitter.kill();
    site.gate.releaseAll();
    const client = new Redis(site.redis.socket);
    const isBusy = async () =>
      (await client.exists(`bull:${QUEUE}:wait`, `bull:${QUEUE}:active`)) > 0;
    while (await isBusy()) await sleep(20);
    const kept = await client.keys(`bull:${QUEUE}:*`);
    client.disconnect();
    assert.deepEqual(
      kept.filter((key) => /:lock$|:parcel:/.test(key)),
      [],
    );
    assert.equal(new Set(site.gate.arrivals).size, site.gate.arrivals.length, 'none is run again');
  });
});

class Site implements AsyncDisposable {
  readonly hostNodes: Node[] = [];
  readonly #network = new Network();
  readonly #redisNode = this.#network.addNode();
  readonly #programs: { kill(): Promise<void> }[] = [];
  #gate: Gate | undefined;
  #redis: TestRedis | undefined;

  static async open(): Promise<Site> {
    const site = new Site();
    try {
      site.#gate = await Gate.openForAllNetworks();
      site.#redis = await startRedis(site.#redisNode);
      for (let count = 0; count < 2; count++) await site.#addHost();
      return site;
    } catch (error) {
      await site[Symbol.asyncDispose]();
      throw error;
    }
  }

  get gate(): Gate {
    return this.#gate as Gate;
  }

  get redis(): TestRedis {
    return this.#redis as TestRedis;
  }

  async submitter(): Promise<RemoteSubmitter> {
    const { through } = this.#network.addNode();
    const submitter = new RemoteSubmitter(through, this.redis.url, this.gate.path);
    this.#programs.push(submitter);
    await submitter.isUp();
    return submitter;
  }

  async restartRedis(): Promise<void> {
    const { port } = this.redis;
    await this.redis.stop();
    this.#redis = await startRedis({ ...this.#redisNode, port });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#programs.map((program) => program.kill()));
    await this.#redis?.stop();
    await this.#gate?.[Symbol.asyncDispose]();
    this.#network[Symbol.dispose]();
  }

  async #addHost(): Promise<void> {
    const node = this.#network.addNode();
    this.hostNodes.push(node);
    const host = await startHost(this.redis.url, QUEUE, 'worker-pool:1', node.through);
    this.#programs.push({ kill: () => host.end('SIGKILL') });
  }
}

class RemoteSubmitter {
  readonly #child: ChildProcess;
  readonly #endings = new Map<string, Ending>();
  #watchers: (() => void)[] = [];

  constructor(through: readonly string[], connection: string, gate: string) {
    const [command = '', ...args] = [
      ...through,
      ...[process.execPath, program, connection, QUEUE, gate],
    ];
    this.#child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  }

  /** Resolves when it has found hosts. */
  async isUp(): Promise<void> {
    await once(this.#child, 'message');
    this.#child.on('message', (ending: Ending) => {
      assert.ok(!this.#endings.has(ending.label), `${ending.label} was settled twice`);
      this.#endings.set(ending.label, ending);
      for (const wake of this.#watchers.splice(0)) wake();
    });
  }

  /** Resolves with how each ended: undefined, or the name of its error. */
  async submit(...labels: string[]): Promise<Record<string, string | undefined>> {
    this.#child.send(labels);
    await this.#until(() => labels.every((label) => this.#endings.has(label)));
    return Object.fromEntries(labels.map((label) => [label, this.#endings.get(label)?.error]));
  }

  async firstError(): Promise<Ending> {
    const failed = () => [...this.#endings.values()].find(({ error }) => error !== undefined);
    await this.#until(() => failed() !== undefined);
    return failed() as Ending;
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }

  async #until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#watchers.push(resolve));
  }
}
