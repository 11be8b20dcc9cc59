/**
 * Runs code of users in a process of its own, where it can throw, exit, hang or leak without harm.
 *
 *     parent: IsolatedProcess ──ask──▶ child: answerRequests ──▶ the user's module
 *                    ▲                          │
 *                    └──── reply or failure ────┘   (or: the process died, or time ran out)
 *
 * The child leads a process group of its own: Ctrl-C in a terminal reaches only the parent, which
 * decides, and a kill reaches all that the child has started. It ends when its channel closes.
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { WorkFailure } from './work-failure.js';
import type { Answer, Ask, Requests } from './answer-requests.js';
import { watchOver } from './warden.js';

const hasProcessGroups = process.platform !== 'win32';
/** Enough for the stack of a crash; what a chatty workload writes must not pile up. */
const KEPT_STDERR_CHARACTERS = 4_000;
const LAST_WORDS_MS = 200;
const STOP_GRACE_MS = 1_000;

/** A process starts in a tenth of a second; a crowded machine may need a hundred times that. */
const START_LIMIT_MS = 20_000;

interface PendingReply {
  resolve(value: unknown): void;
  reject(failure: WorkFailure): void;
}

export class IsolatedProcess<R extends Requests> {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #pending: PendingReply | undefined;
  #isReady = false;
  #stderrTail = '';
  #end: WorkFailure | undefined;

  /** Starts `entry`, a module of ours that calls `answerRequests`. */
  constructor(entry: URL) {
    this.#child = fork(entry, {
      execArgv: inheritedFlags(process.execArgv),
      detached: hasProcessGroups,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderrTail = (this.#stderrTail + text).slice(-KEPT_STDERR_CHARACTERS);
    });
    this.#child.on('message', (answer: Answer) => this.#receive(answer));
    const unwatch = this.#child.pid === undefined ? undefined : watchOver(this.#child.pid);
    this.#ended = new Promise((resolve) => {
      const end = (failure: WorkFailure) => {
        const reason = (this.#end ??= failure);
        this.#settle((pending) => pending.reject(reason));
        resolve();
      };
      this.#child.on('error', (error) => end(new WorkFailure('exited', error.message)));
      this.#child.on('exit', (code, signal) => {
        unwatch?.();
        void this.#stderrClosed().then(() => end(this.#exitFailure(code, signal)));
      });
    });
  }

  /**
   * Resolves when the process is up.
   *
   * @throws {WorkFailure} if it ends before, or does not come up in time.
   */
  async ready(): Promise<void> {
    if (!this.#isReady) await this.#expect('start', START_LIMIT_MS);
  }

  /**
   * Sends one request and waits for its reply; one at a time.
   *
   * @param limitMs for the answer alone; that the process has to start first does not count.
   * @throws {WorkFailure} what the child threw, how it ended, or that time ran out (then it is killed).
   */
  async ask<K extends keyof R & string>(
    kind: K,
    body: R[K]['ask'],
    limitMs: number,
  ): Promise<R[K]['reply']> {
    await this.ready();
    const request: Ask = { kind, body };
    const reply = this.#expect(kind, limitMs);
    // Where the child is gone, its end rejects in a moment and says more than a failed send.
    this.#child.send(request, () => undefined);
    return reply;
  }

  /** Ends the process kindly by closing its channel, by force if it does not go; resolves when it is gone. */
  async stop(graceMs = STOP_GRACE_MS): Promise<void> {
    if (this.#child.connected) this.#child.disconnect();
    const timer = setTimeout(() => this.kill(), graceMs);
    await this.#ended;
    clearTimeout(timer);
    // What the child has started and not stopped goes with it.
    this.kill();
  }

  /** Ends the process and everything in its process group at once. */
  kill(): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(hasProcessGroups ? -pid : pid, 'SIGKILL');
    } catch {
      // It has ended by itself in the meantime.
    }
  }

  /** Waits for the next message of the child. */
  #expect(what: string, limitMs: number): Promise<unknown> {
    if (this.#end) return Promise.reject(this.#end);
    const timer = setTimeout(() => {
      this.#end ??= new WorkFailure(
        'timed-out',
        `its ${what} took longer than ${limitMs / 1000} s`,
      );
      this.kill();
    }, limitMs);
    return new Promise<unknown>((resolve, reject) => {
      this.#pending = { resolve, reject };
    }).finally(() => clearTimeout(timer));
  }

  #receive(answer: Answer): void {
    if ('ready' in answer) this.#isReady = true;
    this.#settle((pending) => {
      if ('failure' in answer) pending.reject(WorkFailure.revive(answer.failure));
      else pending.resolve('reply' in answer ? answer.reply : undefined);
    });
  }

  #settle(settle: (pending: PendingReply) => void): void {
    const pending = this.#pending;
    this.#pending = undefined;
    if (pending) settle(pending);
  }

  /** Not for long: what the child has started may hold its stderr open. */
  async #stderrClosed(): Promise<void> {
    const { stderr } = this.#child;
    if (!stderr || stderr.closed) return;
    await Promise.race([once(stderr, 'close'), delay(LAST_WORDS_MS, undefined, { ref: false })]);
  }

  #exitFailure(code: number | null, signal: NodeJS.Signals | null): WorkFailure {
    const how = signal === null ? `exit code ${code ?? 'unknown'}` : `signal ${signal}`;
    const lastWords = this.#stderrTail.trim();
    return new WorkFailure(
      'exited',
      `its process ended with ${how}`,
      lastWords === '' ? undefined : lastWords,
    );
  }
}

/** Flags that say how code runs go on to the child; those that say what to run or to watch do not. */
export function inheritedFlags(flags: readonly string[]): string[] {
  const takesValue = /^(-e|-p|-pe|--eval|--print|--input-type)$/;
  const isOurs =
    /^(-e|-p|-pe|--(eval|print|input-type|inspect|test|watch|check|cpu-prof|heap-prof).*)$/;
  return flags.filter(
    (flag, index) => !isOurs.test(flag) && !takesValue.test(flags[index - 1] ?? ''),
  );
}
