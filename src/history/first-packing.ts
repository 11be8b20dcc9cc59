/**
 * Records of a history of version 1: only lists of alike objects were columns, and numbers were text.
 *
 *     {"\0": {"a": [1, 3], "b": [2, 4]}} is [{a: 1, b: 2}, {a: 3, b: 4}]
 */
import { isObject } from './columns.js';
import type { Json } from './columns.js';

/** A key that no object of a record has. */
const COLUMNS = '\0';
const OPENING_BRACE = 0x7b;

/** What has the newer form begins with a length. */
export function isFirstPacking(bytes: Uint8Array): boolean {
  return bytes[0] === OPENING_BRACE;
}

export function fromFirstPacking(bytes: Buffer): unknown {
  return JSON.parse(bytes.toString('utf8'), (_, value: Json) =>
    isObject(value) && value[COLUMNS] !== undefined ? listOf(value[COLUMNS]) : value,
  );
}

function listOf(columns: Json): Json {
  const lists = Object.entries(columns as Record<string, Json[]>);
  const length = lists[0]?.[1].length ?? 0;
  return Array.from({ length }, (_, row) =>
    Object.fromEntries(lists.map(([key, list]) => [key, list[row] ?? null])),
  );
}
