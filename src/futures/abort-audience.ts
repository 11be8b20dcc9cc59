/**
 * Who hears of a signal's abort. Each signal gets a single listener, however many wait for it: Node
 * searches all listeners whenever one is added, and takes more than ten for a leak.
 */

/** Hears once that the signal was aborted, unless it has stopped listening. */
export interface AbortListener {
  abort(reason: unknown): void;
}

const audiences = new WeakMap<AbortSignal, AbortAudience>();

/** Tells the listener of the abort to come; of one that has been, it is told nothing. */
export function listenForAbort(signal: AbortSignal, listener: AbortListener): void {
  let audience = audiences.get(signal);
  if (audience === undefined) audiences.set(signal, (audience = new AbortAudience(signal)));
  audience.add(listener);
}

export function stopListening(signal: AbortSignal, listener: AbortListener): void {
  audiences.get(signal)?.delete(listener);
}

class AbortAudience {
  readonly #signal: AbortSignal;
  readonly #listeners = new Set<AbortListener>();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  add(listener: AbortListener): void {
    if (this.#listeners.size === 0) this.#signal.addEventListener('abort', this.#tellAll);
    this.#listeners.add(listener);
  }

  delete(listener: AbortListener): void {
    if (this.#listeners.delete(listener) && this.#listeners.size === 0) {
      this.#signal.removeEventListener('abort', this.#tellAll);
    }
  }

  /** Those who stop listening because of what another does are not told. */
  readonly #tellAll = () => {
    for (const listener of [...this.#listeners]) {
      if (this.#listeners.has(listener)) listener.abort(this.#signal.reason);
    }
  };
}
