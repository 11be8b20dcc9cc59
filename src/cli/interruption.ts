import { exitCodes } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';

export interface Interruption extends Disposable {
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** What the process is to exit with, once it was interrupted. */
  readonly exitCode: ExitCode | undefined;
}

const codes = { SIGINT: exitCodes.interrupted, SIGTERM: exitCodes.terminated } as const;

/**
 * Listens for SIGINT and SIGTERM until disposed. The first asks the run to stop, so that what was
 * measured is kept; the second leaves at once, and measuring processes end with their channel.
 */
export function listenForInterruption(onFirst: () => void): Interruption {
  const controller = new AbortController();
  let exitCode: ExitCode | undefined;
  const listener = (name: NodeJS.Signals): void => {
    if (exitCode !== undefined) process.exit(exitCode);
    exitCode = name === 'SIGTERM' ? codes.SIGTERM : codes.SIGINT;
    onFirst();
    controller.abort();
  };
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, listener);
  return {
    signal: controller.signal,
    get exitCode() {
      return exitCode;
    },
    [Symbol.dispose]() {
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, listener);
    },
  };
}
