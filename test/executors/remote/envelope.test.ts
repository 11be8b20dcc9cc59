import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deserialize, serialize } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { fc } from '../../fast-check.js';

import {
  fromEnvelope,
  toEnvelope,
  toPlainEnvelope,
} from '../../../src/executors/remote/envelope.js';
import { NotCloneableError, TaskLoadError } from '../../../src/index.js';

/** As it comes out on the other side of a thread's port or a child's channel. */
function across(thrown: unknown): unknown {
  const viaThread = structuredClone(toEnvelope(thrown));
  return fromEnvelope(deserialize(serialize(viaThread)));
}

describe('an error in an envelope', () => {
  for (const make of [
    ...[Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError],
    ...[NotCloneableError, TaskLoadError],
  ]) {
    it(`comes back as the ${make.name} that it was`, () => {
      const error = new make('what went wrong');
      const back = across(error);
      assert.ok(back instanceof make && Object.getPrototypeOf(back) === make.prototype);
      assert.deepEqual(
        [back.name, back.message, back.stack],
        [error.name, error.message, error.stack],
      );
    });
  }

  it('keeps its own properties, the code among them', () => {
    const error = Object.assign(new Error('no entry'), { code: 'ENOENT', details: { path: '/x' } });
    const back = across(error) as typeof error;
    assert.deepEqual({ ...back }, { code: 'ENOENT', details: { path: '/x' } });
  });

  it('leaves out a property that cannot be cloned, or throws when it is read', () => {
    const error = Object.assign(new Error('odd'), { fine: 1, call: () => 1 });
    Object.defineProperty(error, 'broken', {
      enumerable: true,
      get() {
        throw new Error('not to be read');
      },
    });
    assert.deepEqual({ ...(across(error) as Error) }, { fine: 1, broken: undefined });
  });

  it('keeps the chain of causes, whatever was thrown at its end', () => {
    const back = across(
      new Error('outer', { cause: new TypeError('inner', { cause: 'a text' }) }),
    ) as Error;
    assert.ok(back.cause instanceof TypeError);
    assert.equal(back.cause.cause, 'a text');
    assert.equal('cause' in (across(new Error('none')) as Error), false);
    assert.equal('cause' in (across(new Error('some', { cause: undefined })) as Error), true);
  });

  it('keeps a ring of causes', () => {
    const error = new Error('its own cause');
    error.cause = error;
    const back = across(error) as Error;
    assert.equal(back.cause, back);
  });

  it('keeps what an AggregateError holds', () => {
    const back = across(new AggregateError([new RangeError('one'), 2], 'both')) as AggregateError;
    assert.ok(back instanceof AggregateError && back.errors[0] instanceof RangeError);
    assert.deepEqual([back.message, back.errors[0].message, back.errors[1]], ['both', 'one', 2]);
    assert.deepEqual(Object.keys(back), []);
  });

  it('keeps the name of a class that only one side knows', () => {
    class OwnError extends RangeError {
      override readonly name = 'OwnError';
    }
    const back = across(new OwnError('mine'));
    assert.ok(back instanceof RangeError);
    assert.equal(back.name, 'OwnError');
  });

  it('keeps what an abort throws', () => {
    const back = across(AbortSignal.abort().reason);
    assert.ok(back instanceof DOMException);
    assert.equal(back.name, 'AbortError');
  });

  it('is recognized from another realm', () => {
    const back = across(runInNewContext('new TypeError("from elsewhere")'));
    assert.ok(back instanceof Error);
    assert.deepEqual([back.name, back.message], ['TypeError', 'from elsewhere']);
  });
});

describe('what is no error in an envelope', () => {
  for (const thrown of [null, undefined, 0, '', false, NaN, -0, 10n, 'text', { a: [1] }]) {
    it(`comes back exactly: ${String(thrown)}`, () => {
      assert.deepStrictEqual(across(thrown), thrown);
    });
  }

  it('comes back as NotCloneableError if it cannot be cloned', () => {
    for (const thrown of [() => 1, Symbol('s'), { call: () => 1 }]) {
      assert.ok(across(thrown) instanceof NotCloneableError);
    }
  });

  it('comes back as an invalid date, if it is one', () => {
    const back = across(new Date(NaN));
    assert.ok(back instanceof Date && Number.isNaN(back.getTime()));
  });

  it('comes back exactly, whatever can be cloned', () => {
    // No dates: two invalid ones inside a value are never deeply equal on Node 20.
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withMap: true }), (thrown) => {
        assert.deepStrictEqual(across(thrown), structuredClone(thrown));
      }),
    );
  });
});

describe('the plain envelope', () => {
  it('keeps names and texts of what could not be sent whole', () => {
    const error = Object.assign(new RangeError('too far'), { extra: 1 });
    const back = fromEnvelope(toPlainEnvelope(toEnvelope(error)));
    assert.ok(back instanceof RangeError);
    assert.deepEqual([back.message, back.stack, Object.keys(back)], ['too far', error.stack, []]);
  });

  it('says that a value could not be cloned', () => {
    const back = fromEnvelope(toPlainEnvelope({ kind: 'value', value: new SharedArrayBuffer(1) }));
    assert.ok(back instanceof NotCloneableError);
  });
});
