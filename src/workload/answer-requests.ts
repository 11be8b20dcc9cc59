/** The child's side of an isolated process: answers what the parent asks, one request at a time. */
import { WorkFailure } from './work-failure.js';
import type { FailureData } from './work-failure.js';

/** What can be asked of a process: per kind, the JSON that goes out and the JSON that comes back. */
export type Requests = Record<string, { ask: unknown; reply: unknown }>;

export type Handlers<R extends Requests> = {
  [K in keyof R]: (body: R[K]['ask']) => R[K]['reply'] | Promise<R[K]['reply']>;
};

export interface Ask {
  kind: string;
  body: unknown;
}
/** `ready` comes once, unasked, as soon as requests will be answered. */
export type Answer = { ready: true } | { reply: unknown } | { failure: FailureData };

/** A child whose parent has died has nobody left to kill it. */
const EXIT_DEADLINE_MS = 5_000;

/**
 * Answers until the parent closes the channel or dies, then runs `beforeExit` and ends the process.
 * What a handler throws is the answer to its request; the process lives on.
 */
export function answerRequests<R extends Requests>(
  handlers: Handlers<R>,
  beforeExit: () => unknown = () => undefined,
): void {
  process.on('message', (request: Ask) => {
    void answer(handlers as Handlers<Requests>, request).then((message) => process.send?.(message));
  });
  process.send?.({ ready: true } satisfies Answer);
  process.on('disconnect', () => {
    setTimeout(() => process.exit(), EXIT_DEADLINE_MS);
    void Promise.resolve(beforeExit()).finally(() => process.exit());
  });
}

async function answer(handlers: Handlers<Requests>, { kind, body }: Ask): Promise<Answer> {
  try {
    const handler = handlers[kind];
    if (!handler) throw new TypeError(`unknown request '${kind}'`);
    return { reply: await handler(body) };
  } catch (thrown) {
    return { failure: WorkFailure.from('threw', thrown).toData() };
  }
}
