import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { cloneable } from '../cloneable.js';
import { fc } from '../fast-check.js';
import { hashOutputs } from '../../src/measure/output-hash.js';

test('a structured clone has the hash of the original', () => {
  fc.assert(
    fc.property(cloneable, (value) => {
      assert.equal(hashOutputs(structuredClone(value)), hashOutputs(value));
    }),
  );
});

test('values that are not deeply and strictly equal have different hashes', () => {
  fc.assert(
    fc.property(cloneable, cloneable, (one, other) => {
      const [a, b] = [structuredClone(one), structuredClone(other)];
      if (!isDeepStrictEqual(a, b)) assert.notEqual(hashOutputs(a), hashOutputs(b));
    }),
  );
});

const distinct: [string, unknown, unknown][] = [
  ['zero and minus zero', 0, -0],
  ['a number and its text', 1, '1'],
  ['a number and a bigint', 1, 1n],
  ['null and undefined', null, undefined],
  ['NaN and null', NaN, null],
  ['an empty array and an empty object', [], {}],
  ['a hole and undefined', new Array(1), [undefined]],
  ['a missing key and an undefined one', {}, { key: undefined }],
  ['neighbours that are split elsewhere', ['ab', 'c'], ['a', 'bc']],
  ['an array and its items nested', [1, [2, 3]], [1, 2, 3]],
  ['two orders of an array', [1, 2], [2, 1]],
  ['two orders of a set', new Set([1, 2]), new Set([2, 1])],
  ['a map and an object', new Map([['a', 1]]), { a: 1 }],
  ['typed arrays of the same bytes', new Uint8Array([1]), new Int8Array([1])],
  ['bytes and an array of numbers', new Uint8Array([1]), [1]],
  ['a date and its time', new Date(7), 7],
  ['two messages of an error', new Error('one'), new Error('other')],
];

for (const [title, one, other] of distinct) {
  test(`it tells apart ${title}`, () => {
    assert.notEqual(hashOutputs(one), hashOutputs(other));
  });
}

test('what no clone keeps does not count: a Buffer is its bytes, an instance its fields', () => {
  class Point {
    constructor(readonly x: number) {}
  }
  assert.equal(hashOutputs(Buffer.from('abc')), hashOutputs(new Uint8Array([97, 98, 99])));
  assert.equal(hashOutputs(new Point(1)), hashOutputs({ x: 1 }));
});

test('an invalid date has a hash, which no valid one has', () => {
  assert.equal(hashOutputs(new Date(NaN)), hashOutputs(new Date(NaN)));
  assert.notEqual(hashOutputs(new Date(NaN)), hashOutputs(new Date(0)));
});

test('the order of keys does not count', () => {
  assert.equal(hashOutputs({ a: 1, b: 2 }), hashOutputs({ b: 2, a: 1 }));
});

test('a value that contains itself has a hash, which tells where it does', () => {
  const direct: unknown[] = [];
  direct.push(direct);
  const inner: unknown[] = [];
  const nested: unknown[] = [inner];
  inner.push(nested);
  assert.notEqual(hashOutputs(direct), hashOutputs(nested));
  assert.equal(hashOutputs(structuredClone(direct)), hashOutputs(direct));
});

test('only the viewed part of a buffer counts', () => {
  const whole = new Uint8Array([9, 1, 2, 9]);
  assert.equal(hashOutputs(whole.subarray(1, 3)), hashOutputs(new Uint8Array([1, 2])));
});
