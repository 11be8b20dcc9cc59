import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { afterEach, describe, it } from 'node:test';
import { setCallbackErrorHandler, type Future } from '../../src/index.js';
import { cancelled, cancelledAndNotified, failed, pending, succeeded } from './bare-futures.js';

describe('callbacks of a bare future', () => {
  it('run with the future once a result is set', () => {
    const settler = pending();
    const seen: unknown[] = [];
    settler.future.addDoneCallback((future) => seen.push(future, future.snapshot()));
    settler.setResult(5);
    assert.deepEqual(seen, [settler.future, { state: 'finished', value: 5 }]);
  });

  it('run once an error is set', () => {
    const settler = pending();
    const error = new Error('test');
    const seen: unknown[] = [];
    settler.future.addDoneCallback((future) => seen.push(future.snapshot()));
    settler.setException(error);
    assert.deepEqual(seen, [{ state: 'finished', error }]);
  });

  it('run inside cancel(), which says true', () => {
    const settler = pending();
    let wasCancelled: boolean | undefined;
    settler.future.addDoneCallback((future) => (wasCancelled = future.cancelled()));
    assert.equal(settler.future.cancel(), true);
    assert.equal(wasCancelled, true);
  });

  it('do not run a second time when a cancelled future is cancelled or notified', () => {
    const settler = pending();
    let calls = 0;
    settler.future.addDoneCallback(() => (calls += 1));
    settler.future.cancel();
    settler.future.cancel();
    settler.setRunningOrNotifyCancel();
    assert.equal(calls, 1);
  });

  it('do not run when the future starts running', () => {
    const settler = pending();
    let calls = 0;
    settler.future.addDoneCallback(() => (calls += 1));
    settler.setRunningOrNotifyCancel();
    assert.equal(calls, 0);
  });

  for (const [name, make] of [
    ['finished with a result', () => succeeded(5)],
    ['finished with an error', () => failed(new Error('test'))],
    ['cancelled', cancelled],
    ['cancelled and notified', cancelledAndNotified],
  ] as const) {
    it(`run at once when added to a future that is ${name}`, () => {
      const { future } = make();
      const seen: Future<number>[] = [];
      future.addDoneCallback((done) => seen.push(done));
      assert.deepEqual(seen, [future]);
    });
  }

  it('run in the order in which they were added', () => {
    const settler = pending();
    const order: number[] = [];
    for (const n of [1, 2, 3]) settler.future.addDoneCallback(() => order.push(n));
    settler.setResult(0);
    assert.deepEqual(order, [1, 2, 3]);
  });

  it('run at once when added from inside a callback, before those that still wait', () => {
    const settler = pending();
    const order: (number | string)[] = [];
    settler.future.addDoneCallback((future) => {
      order.push(1);
      future.addDoneCallback(() => order.push('nested'));
    });
    settler.future.addDoneCallback(() => order.push(2));
    settler.setResult(0);
    assert.deepEqual(order, [1, 'nested', 2]);
  });

  it('run twice when the same function was added twice', () => {
    const settler = pending();
    let calls = 0;
    const count = (): void => void (calls += 1);
    settler.future.addDoneCallback(count);
    settler.future.addDoneCallback(count);
    settler.setResult(0);
    assert.equal(calls, 2);
  });

  it('see the future settled for good: a callback can neither cancel nor settle it', () => {
    const settler = pending();
    const seen: unknown[] = [];
    settler.future.addDoneCallback((future) => {
      seen.push(future.cancel());
      assert.throws(() => settler.setResult(2), { name: 'InvalidStateError' });
    });
    settler.setResult(1);
    assert.deepEqual(seen, [false]);
    assert.deepEqual(settler.future.snapshot(), { state: 'finished', value: 1 });
  });
});

describe('a callback that throws', () => {
  let reported: unknown[][] = [];
  afterEach(() => (reported = []));

  function withHandler(body: () => void): void {
    const restore = setCallbackErrorHandler((...report: unknown[]) => void reported.push(report));
    try {
      body();
    } finally {
      setCallbackErrorHandler(restore);
    }
  }

  it('is reported and stops neither the setter nor the other callbacks', () => {
    const doh = new Error('doh!');
    withHandler(() => {
      const settler = pending();
      let fnWasCalled = false;
      settler.future.addDoneCallback(() => {
        throw doh;
      });
      settler.future.addDoneCallback(() => (fnWasCalled = true));
      settler.setResult(5);
      assert.ok(fnWasCalled);
    });
    assert.equal(reported.length, 1);
    assert.ok(reported[0]!.includes(doh));
  });

  it('is reported when added to a finished future, and addDoneCallback returns', () => {
    withHandler(() => {
      succeeded(5).future.addDoneCallback(() => {
        throw new Error('doh!');
      });
    });
    assert.equal(reported.length, 1);
  });

  it('is reported when it runs inside cancel(), which still says true', () => {
    withHandler(() => {
      const settler = pending();
      settler.future.addDoneCallback(() => {
        throw new Error('doh!');
      });
      assert.equal(settler.future.cancel(), true);
    });
    assert.equal(reported.length, 1);
  });

  it('is reported when it is async and rejects', async () => {
    const reported = new Promise((resolve) => {
      const restore = setCallbackErrorHandler((error) => {
        setCallbackErrorHandler(restore);
        resolve(error);
      });
    });
    succeeded(5).future.addDoneCallback(async () => {
      await undefined;
      throw new Error('doh!');
    });
    assert.equal(((await reported) as Error).message, 'doh!');
  });

  it('is written to stderr by default, and the process lives on', () => {
    const script = `
      import { Settler } from ${JSON.stringify(new URL('../../src/index.js', import.meta.url).href)};
      const settler = new Settler();
      settler.future.addDoneCallback(() => { throw new Error('doh!'); });
      settler.setResult(5);
      process.stdout.write('alive');
    `;
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    assert.match(
      child.stderr,
      /exception calling callback for <Future #\d+ state=finished returned number>/,
    );
    assert.match(child.stderr, /Error: doh!/);
    assert.equal(child.stdout, 'alive');
    assert.equal(child.status, 0);
  });
});
