/** A contestant's process, as the referee sees it: asked for one thing at a time. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { Answer, Request } from './protocol.js';

/** A batch takes seconds at most; some library now and then loses a task and never ends it. */
const patienceMs = 60_000;

export class Player {
  readonly #process: ChildProcess;

  constructor(contest: string, name: string) {
    const program = fileURLToPath(new URL('contestant-process.js', import.meta.url));
    this.#process = fork(program, [contest, name], { execArgv: ['--expose-gc'] });
  }

  /** @throws {Error} if the process ended or let the referee wait for a minute. */
  async ask(request: Request): Promise<Answer> {
    this.#process.send(request);
    return this.answer();
  }

  async answer(): Promise<Answer> {
    const waiting = new AbortController();
    const signal = AbortSignal.any([waiting.signal, AbortSignal.timeout(patienceMs)]);
    try {
      const exit = once(this.#process, 'exit', { signal }).then(([code]) => {
        throw new Error(`ended with code ${code}`);
      });
      const message = once(this.#process, 'message', { signal }) as Promise<[Answer]>;
      const [answer] = await Promise.race([message, exit]);
      return answer;
    } catch (error) {
      throw signal.aborted ? new Error('lost a task and did not answer for a minute') : error;
    } finally {
      waiting.abort();
    }
  }

  /** Asks the process to close what it opened, and ends it. */
  async end(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = once(this.#process, 'exit');
    this.#process.send('close' satisfies Request);
    const killer = setTimeout(() => this.#process.kill('SIGKILL'), 5_000);
    await exited;
    clearTimeout(killer);
  }
}
