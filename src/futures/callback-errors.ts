/** What happens to an error that a done callback throws. It never reaches the code that settles. */
import { inspect } from 'node:util';

/** The future whose callback threw, as far as a handler needs it. */
export interface CalledBackFuture {
  /** The future's `id`. */
  readonly id: number;
  /** As in `<Future #7 state=finished returned string>`. */
  toString(): string;
}

/** Hears of what a done callback threw. */
export type CallbackErrorHandler = (error: unknown, future: CalledBackFuture) => void;

let handler: CallbackErrorHandler = writeToStderr;

/**
 * Sets who hears of errors thrown by done callbacks, and returns who did until now. The default
 * writes them to stderr, the one thing this library writes by itself; `undefined` brings it back.
 */
export function setCallbackErrorHandler(
  next: CallbackErrorHandler | undefined,
): CallbackErrorHandler {
  const previous = handler;
  handler = next ?? writeToStderr;
  return previous;
}

export function reportCallbackError(error: unknown, future: CalledBackFuture): void {
  handler(error, future);
}

function writeToStderr(error: unknown, future: CalledBackFuture): void {
  process.stderr.write(`exception calling callback for ${future.toString()}\n${inspect(error)}\n`);
}
