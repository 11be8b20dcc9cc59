import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';

import { setCallbackErrorHandler, Settler, type Future } from '../../src/index.js';

describe('the handler of errors in callbacks', () => {
  afterEach(() => setCallbackErrorHandler(undefined));

  it('hears of the error and the future, and the callbacks after it still run', () => {
    const heard: unknown[] = [];
    setCallbackErrorHandler((error, future) => heard.push(error, future));
    const settler = new Settler<number>();
    const seen: Future<number>[] = [];
    const broken = new Error('broken callback');
    settler.future.addDoneCallback(() => {
      throw broken;
    });
    settler.future.addDoneCallback((future) => seen.push(future));
    settler.setResult(1);
    assert.deepEqual(heard, [broken, settler.future]);
    assert.deepEqual(seen, [settler.future]);
  });

  it('hands back who was there before', () => {
    const first = () => undefined;
    setCallbackErrorHandler(first);
    assert.equal(
      setCallbackErrorHandler(() => undefined),
      first,
    );
  });
});
