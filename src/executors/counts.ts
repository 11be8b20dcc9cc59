/** @throws {TypeError} or {RangeError} unless the option is a whole number of at least 1. */
export function checkCount(option: string, value: unknown): void {
  if (typeof value !== 'number') {
    throw new TypeError(`${option}: expected a whole number, received ${typeof value}`);
  }
  if (!Number.isInteger(value) || value < 1) {
    throw new RangeError(`${option}: expected a whole number of at least 1, received ${value}`);
  }
}
