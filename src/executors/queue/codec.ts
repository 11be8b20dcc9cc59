/**
 * Values as texts, for Redis. What JSON can say exactly is JSON, which people can read in a dashboard;
 * all else (`undefined`, NaN, BigInt, dates, maps, typed arrays, rings) is V8's structured clone.
 */
import { deserialize, serialize } from 'node:v8';

const JSON_MARK = 'json ';
const CLONE_MARK = 'v8 ';

/** @throws if the value cannot be cloned. */
export function encode(value: unknown): string {
  return isJson(value, new Set())
    ? JSON_MARK + JSON.stringify(value)
    : CLONE_MARK + serialize(value).toString('base64');
}

/** @throws {TypeError} if it is no text of `encode`, or of a newer Node. */
export function decode(text: string): unknown {
  if (text.startsWith(JSON_MARK)) return JSON.parse(text.slice(JSON_MARK.length));
  try {
    if (!text.startsWith(CLONE_MARK)) throw new Error('it is in no known form');
    return deserialize(Buffer.from(text.slice(CLONE_MARK.length), 'base64'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(
      `a value on the queue cannot be read with Node ${process.versions.node}: ${reason}; ` +
        'use the same version of Node on both sides',
      { cause },
    );
  }
}

/** Would it come back from JSON exactly as it is? */
function isJson(value: unknown, seen: Set<object>): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0);
    case 'object':
      return value === null || isJsonObject(value, seen);
    case 'undefined':
    case 'bigint':
    case 'symbol':
    case 'function':
      return false;
  }
}

function isJsonObject(value: object, seen: Set<object>): boolean {
  // Two references to one object must stay one.
  if (seen.has(value)) return false;
  seen.add(value);
  if (!Array.isArray(value) && !isPlainObject(value)) return false;
  const values: unknown[] = Object.values(value);
  // Holes, and properties beside the elements, are lost in JSON.
  if (Array.isArray(value) && values.length !== value.length) return false;
  return values.every((item) => isJson(item, seen));
}

function isPlainObject(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype && !('toJSON' in value);
}
