import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cloneable } from '../../cloneable.js';
import { fc } from '../../fast-check.js';
import { decode, encode } from '../../../src/executors/queue/codec.js';

describe('values on a queue', () => {
  it('are readable where JSON says them exactly', () => {
    assert.equal(encode({ limit: 10, names: ['a', null] }), 'json {"limit":10,"names":["a",null]}');
  });

  for (const [name, value] of [
    ['undefined', undefined],
    ['NaN', NaN],
    ['minus zero', -0],
    ['a big integer', 2n ** 70n],
    ['a date', new Date(5)],
    ['a map', new Map([[{ a: 1 }, new Set([1])]])],
    ['an array with a hole', Object.assign(new Array<number>(2), { 0: 1 })],
    ['an array with a field', Object.assign([1], { extra: 2 })],
    ['a typed array', new Float32Array([1.5])],
    ['an object with undefined inside', { inner: [undefined] }],
    ['an object with toJSON data beside it', { toJSON: 'not a function', n: 1 }],
  ] as const) {
    it(`come back exactly: ${name}`, () => {
      assert.deepEqual(decode(encode(value)), value);
    });
  }

  it('come back exactly, whatever can be cloned', () => {
    fc.assert(fc.property(cloneable, (value) => assert.deepEqual(decode(encode(value)), value)));
  });

  it('come back invalid if it was an invalid date', () => {
    const date = decode(encode(new Date(NaN)));
    assert.ok(date instanceof Date && Number.isNaN(date.getTime()));
  });

  it('keep two references to one object one', () => {
    const one = { n: 1 };
    const [first, second] = decode(encode([one, one])) as object[];
    assert.equal(first, second);
  });

  it('refuse what cannot be cloned', () => {
    for (const value of [() => 1, Symbol('mark'), { deep: [new WeakMap()] }]) {
      assert.throws(() => encode(value), /could not be cloned/);
    }
  });

  it('say which Node could not read them', () => {
    for (const text of ['v8 AAAA', 'yaml a: 1', '']) {
      assert.throws(() => decode(text), {
        name: 'TypeError',
        message: new RegExp(`cannot be read with Node ${process.versions.node}`),
      });
    }
  });
});
