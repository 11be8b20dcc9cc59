import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { CancelledError, TimeoutError } from '../../src/index.js';
import {
  cancelled,
  cancelledAndNotified,
  failed,
  pending,
  running,
  succeeded,
} from './bare-futures.js';
import { nextTurn } from './outcome.js';

const failure = new TypeError('no');

describe('result and exception of a bare future', () => {
  it('give the value and undefined after success', async () => {
    const { future } = succeeded(42);
    assert.equal(await future.result(), 42);
    assert.equal(await future.exception(), undefined);
  });

  it('reject with, and give, the very error after failure', async () => {
    const { future } = failed(failure);
    await assert.rejects(future.result(), (error) => error === failure);
    assert.equal(await future.exception(), failure);
  });

  for (const [name, make] of [
    ['cancelled', cancelled],
    ['cancelled and notified', cancelledAndNotified],
  ] as const) {
    it(`both reject with CancelledError when ${name}`, async () => {
      const { future } = make();
      await assert.rejects(future.result(), CancelledError);
      await assert.rejects(future.exception(), CancelledError);
    });
  }

  for (const [name, make] of [
    ['pending', pending],
    ['running', running],
  ] as const) {
    it(`look once with timeout 0 and time out when ${name}`, async () => {
      const { future } = make();
      await assert.rejects(future.result({ timeout: 0 }), TimeoutError);
      await assert.rejects(future.exception({ timeout: 0 }), TimeoutError);
      await assert.rejects(future.result({ timeout: -5 }), TimeoutError);
      assert.equal(future.state, name);
    });
  }

  it('find a finished future in spite of timeout 0 or less', async () => {
    assert.equal(await succeeded(1).future.result({ timeout: 0 }), 1);
    assert.equal(await succeeded(1).future.result({ timeout: -1 }), 1);
    assert.equal(await failed(failure).future.exception({ timeout: 0 }), failure);
    await assert.rejects(cancelled().future.result({ timeout: 0 }), CancelledError);
  });

  it('wake when a result comes', async () => {
    const settler = pending();
    const waiting = settler.future.result({ timeout: 60_000 });
    await nextTurn();
    settler.setResult(42);
    assert.equal(await waiting, 42);
  });

  it('wake when an error comes', async () => {
    const settler = pending();
    const waiting = settler.future.exception({ timeout: 60_000 });
    await nextTurn();
    settler.setException(failure);
    assert.equal(await waiting, failure);
  });

  it('wake when the future is cancelled', async () => {
    const settler = pending();
    const waiting = assert.rejects(settler.future.result({ timeout: 60_000 }), CancelledError);
    await nextTurn();
    settler.future.cancel();
    await waiting;
  });

  it('wake all who wait, in the order in which they began', async () => {
    const settler = pending();
    const woken: number[] = [];
    const waiting = [1, 2, 3].map((n) => settler.future.result().then(() => woken.push(n)));
    settler.setResult(0);
    await Promise.all(waiting);
    assert.deepEqual(woken, [1, 2, 3]);
  });

  it('time out without changing the future', async () => {
    const settler = pending();
    await assert.rejects(settler.future.result({ timeout: 1 }), TimeoutError);
    assert.equal(settler.future.state, 'pending');
    settler.setResult(9);
    assert.equal(await settler.future.result(), 9);
  });

  it('do not fire at once for a timeout beyond the reach of timers', async () => {
    const settler = pending();
    const waiting = settler.future.result({ timeout: 2 ** 40 });
    await new Promise((resolve) => setTimeout(resolve, 5));
    settler.setResult(3);
    assert.equal(await waiting, 3);
  });

  it('take Infinity for no limit', async () => {
    const settler = pending();
    const waiting = settler.future.result({ timeout: Infinity });
    await new Promise((resolve) => setTimeout(resolve, 5));
    settler.setResult(3);
    assert.equal(await waiting, 3);
  });

  it('reject with the reason when their own signal aborts, and leave the future alone', async () => {
    const settler = pending();
    const controller = new AbortController();
    const waiting = settler.future.result({ signal: controller.signal });
    const reason = new Error('enough');
    controller.abort(reason);
    await assert.rejects(waiting, (error) => error === reason);
    assert.equal(settler.future.state, 'pending');
  });

  it('reject at once when the signal has aborted before', async () => {
    const reason = new Error('before');
    const waiting = pending().future.result({ signal: AbortSignal.abort(reason) });
    await assert.rejects(waiting, (error) => error === reason);
  });

  for (const thrown of [undefined, null, 0, '', false, NaN]) {
    it(`count the error ${inspect(thrown)} as a failure`, async () => {
      const { future } = failed(thrown);
      assert.ok('error' in future.snapshot());
      assert.ok(!('value' in future.snapshot()));
      const outcome = await future.result().then(
        () => assert.fail('resolved'),
        (error: unknown) => ({ error }),
      );
      assert.ok(Object.is(outcome.error, thrown));
      assert.ok(Object.is(await future.exception(), thrown));
    });
  }

  it('keep a failure that nobody looks at silent', async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown): number => unhandled.push(reason);
    process.on('unhandledRejection', listen);
    failed(new Error('nobody asks'));
    await nextTurn();
    await nextTurn();
    process.off('unhandledRejection', listen);
    assert.deepEqual(unhandled, []);
  });
});
