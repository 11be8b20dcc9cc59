/**
 * A network of its own for a test: nodes with an address each, joined by a switch, all of them network
 * namespaces of this machine. A node's cable can be pulled.
 *
 *     loN-1 10.77.0.1 ──┐
 *     loN-2 10.77.0.2 ──┼── loN-switch        N: the test's process
 *     loN-3 10.77.0.3 ──┘
 */
import { spawnSync } from 'node:child_process';

export interface Node {
  address: string;
  /** What to start a program with that is to run there. */
  through: readonly string[];
  /** Cuts it off, or joins it again. */
  setCable(state: 'up' | 'down'): void;
}

export class Network implements Disposable {
  readonly #prefix = `lo${process.pid}-`;
  readonly #names: string[] = [];

  constructor() {
    removeAbandoned();
    this.#add('switch');
    const hub = this.#names[0] ?? '';
    ip('-n', hub, 'link', 'add', 'bridge', 'type', 'bridge');
    ip('-n', hub, 'link', 'set', 'bridge', 'up');
  }

  addNode(): Node {
    const number = this.#names.length;
    const name = this.#add(String(number));
    const hub = this.#names[0] ?? '';
    const [address, plug] = [`10.77.0.${number}`, `port${number}`];
    ip('-n', name, 'link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', plug, 'netns', hub);
    ip('-n', name, 'address', 'add', `${address}/24`, 'dev', 'eth0');
    for (const device of ['eth0', 'lo']) ip('-n', name, 'link', 'set', device, 'up');
    ip('-n', hub, 'link', 'set', plug, 'master', 'bridge', 'up');
    return {
      address,
      through: ['ip', 'netns', 'exec', name],
      setCable: (state) => ip('-n', hub, 'link', 'set', plug, state),
    };
  }

  /** Programs that still run in a node keep running, without a network. */
  [Symbol.dispose](): void {
    for (const name of this.#names.splice(0)) ip('netns', 'delete', name);
  }

  #add(role: string): string {
    const name = this.#prefix + role;
    ip('netns', 'add', name);
    this.#names.push(name);
    return name;
  }
}

/** Why there can be none, or false. In CI `ip` must be there; the right to use it may be lacking. */
export const networkMissing = whyMissing();

function ip(...args: string[]): void {
  const { status, error, stderr } = spawnSync('ip', args, { encoding: 'utf8' });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr}`);
}

/** Those of a test that was killed. */
function removeAbandoned(): void {
  const { stdout } = spawnSync('ip', ['netns', 'list'], { encoding: 'utf8' });
  for (const [name, pid] of stdout.matchAll(/^lo(\d+)-\w+/gm)) {
    if (!isAlive(Number(pid))) spawnSync('ip', ['netns', 'delete', name]);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function whyMissing(): string | false {
  if (spawnSync('ip', ['-V']).error !== undefined) {
    const reason = 'ip is not installed (Debian: iproute2)';
    if (process.env['CI']) throw new Error(reason);
    return reason;
  }
  try {
    using network = new Network();
    network.addNode();
    return false;
  } catch (error) {
    return `network namespaces are not allowed here: ${String(error)}`;
  }
}
