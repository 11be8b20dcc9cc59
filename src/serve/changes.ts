import { setTimeout as pause } from 'node:timers/promises';

/** Something that can be read again and again, and whose stamp is another one whenever it changed. */
export interface Changing<T> {
  stamp(): Promise<string>;
  read(): Promise<T>;
  /** After this state no other one comes. */
  isLast(state: T): boolean;
}

export interface FollowOptions {
  /** Between two looks. */
  everyMs: number;
  signal: AbortSignal;
}

/** To judge a run takes CPU time of the machine that is being measured: at most this share of it. */
const MOST_SHARE = 0.1;

/** The state now, then each one that is found changed, until the last. Ends with the signal. */
export async function* statesOf<T>(
  changing: Changing<T>,
  { everyMs, signal }: FollowOptions,
): AsyncGenerator<T> {
  let seen: string | undefined;
  while (!signal.aborted) {
    const stamp = await changing.stamp();
    let restMs = everyMs;
    if (stamp !== seen) {
      const startMs = performance.now();
      const state = await changing.read();
      restMs = Math.max(everyMs, (performance.now() - startMs) / MOST_SHARE);
      seen = stamp;
      yield state;
      if (changing.isLast(state)) return;
    }
    await pause(restMs, undefined, { signal }).catch(() => undefined);
  }
}
