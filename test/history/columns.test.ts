import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../fast-check.js';
import { fromColumns, toColumns } from '../../src/history/columns.js';
import type { Json } from '../../src/history/columns.js';

test('numbers at the same place of alike objects become one list, however deep they lie', () => {
  const runs = [
    { points: [{ x: 1 }, { x: 2 }], name: 'a' },
    { points: [{ x: 3 }], name: 'b' },
  ];
  assert.deepEqual(toColumns(runs), {
    shape: {
      lengths: '#',
      items: {
        keys: [
          ['points', { lengths: '#', items: { keys: [['x', '#']] } }],
          ['name', { json: ['a', 'b'] }],
        ],
      },
    },
    numbers: [[2], [2, 1], [1, 2, 3]],
  });
});

test('what is null, and a key that some objects lack, do not break a column', () => {
  assert.deepEqual(toColumns([{ p90: null }, { p90: 2 }, {}]), {
    shape: {
      lengths: '#',
      items: { keys: [['p90', { has: '#', values: { nulls: '#', others: '#' } }]] },
    },
    numbers: [[3], [1, 1, 0], [1, 0], [2]],
  });
});

test('objects whose keys stand in another order keep it', () => {
  const value = [
    { a: 1, b: 2 },
    { b: 3, a: 4 },
  ];
  assert.equal(JSON.stringify(fromColumns(toColumns(value))), JSON.stringify(value));
});

test('every JSON value comes back as it was', () => {
  const alike = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 3 }).chain((keys) =>
    fc.array(
      fc.record(Object.fromEntries(keys.map((key) => [key, fc.jsonValue()])), {
        requiredKeys: keys.slice(1),
      }),
    ),
  );
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), alike, fc.array(alike)), (value) => {
      const json = JSON.parse(JSON.stringify(value)) as Json;
      assert.equal(JSON.stringify(fromColumns(toColumns(json))), JSON.stringify(json));
    }),
    { seed: 1, numRuns: 500 },
  );
});
