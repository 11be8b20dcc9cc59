import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromColumns, toColumns } from '../../src/history/columns.js';
import type { Json } from '../../src/history/columns.js';

test('a list of alike objects becomes one list for each key', () => {
  assert.deepEqual(
    toColumns([
      { a: 1, b: 'x' },
      { a: 2, b: 'y' },
    ]),
    { '\0': { a: [1, 2], b: ['x', 'y'] } },
  );
});

test('lists inside alike objects become columns as well', () => {
  assert.deepEqual(toColumns([{ points: [{ x: 1 }, { x: 2 }] }, { points: [{ x: 3 }] }]), {
    '\0': { points: [{ '\0': { x: [1, 2] } }, { '\0': { x: [3] } }] },
  });
});

test('objects that differ in a key stay as they are', () => {
  const list = [{ a: 1 }, { b: 2 }];
  assert.deepEqual(toColumns(list), list);
});

test('every JSON value comes back as it was', () => {
  const alike = fc
    .uniqueArray(fc.string(), { minLength: 1, maxLength: 3 })
    .chain((keys) =>
      fc.array(fc.record(Object.fromEntries(keys.map((key) => [key, fc.jsonValue()])))),
    );
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), alike), (value) => {
      const json = JSON.parse(JSON.stringify(value)) as Json;
      assert.deepEqual(fromColumns(toColumns(json)), json);
    }),
    { seed: 1 },
  );
});
