/**
 * A hash that two outputs share exactly when they are the same value: types, order, `-0`, `NaN` and
 * `undefined` count. Classes do not, because no clone, pipe or queue keeps them: a `Buffer` is a
 * `Uint8Array`, an instance is a plain object.
 */
import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';

export function hashOutputs(outputs: unknown): string {
  const writer = new ValueWriter();
  writer.write(outputs);
  return writer.digest();
}

class ValueWriter {
  readonly #hash: Hash = createHash('sha256');
  /** Objects on the way from the root and beside it; met again they are written as a reference. */
  readonly #seen = new Map<object, number>();

  digest(): string {
    return this.#hash.digest('hex');
  }

  write(value: unknown): void {
    if (typeof value === 'object' && value !== null) this.#writeObject(value);
    else this.#token(typeof value, Object.is(value, -0) ? '-0' : String(value));
  }

  #writeObject(value: object): void {
    const known = this.#seen.get(value);
    if (known !== undefined) {
      this.#token('reference', String(known));
      return;
    }
    this.#seen.set(value, this.#seen.size);
    if (Array.isArray(value)) this.#writeArray(value);
    else if (ArrayBuffer.isView(value)) this.#writeView(value);
    else if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) {
      this.#bytes(value.constructor.name, new Uint8Array(value));
    } else if (value instanceof Map) this.#writeItems('Map', [...value].flat());
    else if (value instanceof Set) this.#writeItems('Set', [...value]);
    else if (value instanceof Date) this.#token('Date', String(value.getTime()));
    else if (value instanceof RegExp) this.#token('RegExp', String(value));
    else if (value instanceof Error) this.#writeItems('Error', [value.name, value.message]);
    else if (isBoxed(value)) this.#writeItems('boxed', [value.valueOf()]);
    else this.#writeRecord(value);
  }

  #writeArray(array: readonly unknown[]): void {
    this.#token('Array', String(array.length));
    for (let index = 0; index < array.length; index += 1) {
      if (index in array) this.write(array[index]);
      else this.#token('hole', '');
    }
  }

  #writeView(view: ArrayBufferView): void {
    const type = Buffer.isBuffer(view) ? 'Uint8Array' : view.constructor.name;
    this.#bytes(type, new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  }

  #writeItems(type: string, items: readonly unknown[]): void {
    this.#token(type, String(items.length));
    for (const item of items) this.write(item);
  }

  #writeRecord(record: object): void {
    const keys = Object.keys(record).sort();
    this.#token('Object', String(keys.length));
    for (const key of keys) {
      this.#token('key', key);
      this.write(Reflect.get(record, key));
    }
  }

  /** The length keeps neighbours apart: `['ab', 'c']` is not `['a', 'bc']`. */
  #token(type: string, text: string): void {
    this.#hash.update(`${type}:${text.length}:${text};`);
  }

  #bytes(type: string, bytes: Uint8Array): void {
    this.#token(type, String(bytes.length));
    this.#hash.update(bytes);
  }
}

function isBoxed(value: object): boolean {
  return (
    value instanceof Number ||
    value instanceof String ||
    value instanceof Boolean ||
    value instanceof BigInt
  );
}
