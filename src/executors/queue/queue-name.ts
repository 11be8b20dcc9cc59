/** @throws {TypeError} or {RangeError} unless a queue can be called so. */
export function checkQueueName(queue: unknown): void {
  if (typeof queue !== 'string') {
    throw new TypeError(`queue: expected a name, received ${typeof queue}`);
  }
  if (!/^[^:\s]+$/.test(queue)) {
    throw new RangeError(`queue: expected a name without ':' and spaces, received '${queue}'`);
  }
}
