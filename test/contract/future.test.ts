import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Future } from '../../src/index.js';
import { failed, pending, succeeded } from './bare-futures.js';

describe('a bare future as a value', () => {
  it('is not thenable: Promise.all and await leave it a future', async () => {
    const { future } = succeeded(1);
    assert.equal('then' in future, false);
    assert.equal((await Promise.all([future]))[0], future);
  });

  it('has an id of its own that also stands in its text', () => {
    const [first, second] = [pending().future, pending().future];
    assert.notEqual(first.id, second.id);
    assert.equal(String(first), `<Future #${first.id} state=pending>`);
  });

  it('is an instance of Future', () => {
    assert.ok(pending().future instanceof Future);
  });

  it('is always the same object of its settler', () => {
    const settler = pending();
    assert.equal(settler.future, settler.future);
  });

  it('names the type of what it returned', () => {
    assert.match(String(succeeded('x').future), /state=finished returned string>$/);
    assert.match(String(succeeded(undefined).future), /state=finished returned undefined>$/);
    assert.match(String(succeeded(true).future), /state=finished returned boolean>$/);
  });

  it('names the class of what it raised', () => {
    class HttpError extends Error {
      override name = 'HttpError';
    }
    assert.match(String(failed(new HttpError('404')).future), /state=finished raised HttpError>$/);
  });

  it('tells undefined as a result from undefined as an error in its snapshot', () => {
    assert.deepEqual(succeeded(undefined).future.snapshot(), {
      state: 'finished',
      value: undefined,
    });
    assert.deepEqual(failed(undefined).future.snapshot(), { state: 'finished', error: undefined });
  });
});
