/** Workers driven by hand: one message there and one back for each task, nothing else. */

/** One worker, thread or process alike. */
export interface Line {
  send(message: RawMessage): void;
  onMessage(listener: (message: RawMessage) => void): void;
}

/** A task's number with its input, and back with its result. */
export type RawMessage = [id: number, value: number | number[]];

/** Hands tasks to the lines by turns. */
export function rawPool(lines: readonly Line[]) {
  const waiting = new Map<number, (value: never) => void>();
  let lastId = 0;
  for (const line of lines) {
    line.onMessage(([id, value]) => {
      waiting.get(id)?.(value as never);
      waiting.delete(id);
    });
  }
  return function call<T extends number | number[]>(value: T): Promise<T> {
    const id = ++lastId;
    lines[id % lines.length]?.send([id, value]);
    return new Promise((resolve) => waiting.set(id, resolve));
  };
}
