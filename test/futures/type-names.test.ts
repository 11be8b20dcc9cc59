import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { describeError, describeValue } from '../../src/futures/type-names.js';

describe('names of what came out of a task', () => {
  it('name a value by its type in one word', () => {
    const values = [1, 'a', true, 1n, null, undefined, Symbol(), () => 1, [1], new Map(), {}];
    assert.deepEqual(values.map(describeValue), [
      ...['number', 'string', 'boolean', 'bigint', 'null', 'undefined', 'symbol', 'function'],
      ...['Array', 'Map', 'Object'],
    ]);
  });

  it('call an object without a constructor an object', () => {
    assert.equal(describeValue(Object.create(null)), 'object');
  });

  it('never throw, whatever a value does when it is asked', () => {
    const hostile = new Proxy(
      {},
      {
        get() {
          throw new Error('do not ask');
        },
      },
    );
    assert.equal(describeValue(hostile), 'object');
  });

  it('name an error by its own name before its class', () => {
    class OwnError extends Error {}
    const named = new Error();
    named.name = 'NamedError';
    assert.deepEqual([new RangeError(), new OwnError(), named, new Error()].map(describeError), [
      'RangeError',
      'OwnError',
      'NamedError',
      'Error',
    ]);
  });

  it('name what was thrown without being an error by its type', () => {
    assert.deepEqual([null, 0, 'no'].map(describeError), ['null', 'number', 'string']);
  });
});
