/** What `submit` promises on every executor. After ExecutorTest of CPython's executor.py. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Future, NotPortableError } from '../../src/index.js';
import {
  capture,
  countArguments,
  identity,
  multiply,
  returnNothing,
  returnThenable,
  square,
  squareLater,
  throwError,
} from '../fixtures/tasks/plain.js';
import { errorOf, range } from './outcome.js';
import { shareExecutor } from './share-executor.js';
import type { Subject } from './subjects.js';

export function submitContract(subject: Subject): void {
  describe(`${subject.name}: submit`, () => {
    const shared = shareExecutor(subject);

    it('calls the function with the arguments and hands out its result', async () => {
      assert.equal(await shared().submit(multiply, 6, 7).result(), 42);
    });

    it('returns a Future at once', async () => {
      const future = shared().submit(square, 3);
      assert.ok(future instanceof Future);
      await future.result();
    });

    it('awaits what an async function returns', async () => {
      assert.equal(await shared().submit(squareLater, 5).result(), 25);
    });

    it('awaits a thenable that is no promise', async () => {
      assert.equal(await shared().submit(returnThenable, 11).result(), 11);
    });

    it('passes no arguments when none are given', async () => {
      assert.equal(await shared().submit(countArguments).result(), 0);
    });

    it('passes undefined that is given', async () => {
      assert.equal(await shared().submit(countArguments, undefined, undefined).result(), 2);
    });

    it('passes many arguments in order', async () => {
      const given = range(40);
      assert.deepEqual(
        await shared()
          .submit(capture, ...given)
          .result(),
        given,
      );
    });

    it('never looks into the arguments for options', async () => {
      const lookalike = {
        timeout: 0,
        priority: 1,
        chunkSize: 3,
        bufferSize: 1,
        onAbort: 'terminate',
      };
      assert.deepEqual(await shared().submit(capture, 1, lookalike).result(), [1, lookalike]);
    });

    it('takes undefined for a result', async () => {
      const future = shared().submit(returnNothing);
      assert.equal(await future.result(), undefined);
      assert.equal(future.state, 'finished');
    });

    for (const value of [null, 0, '', false, NaN, -0]) {
      it(`hands out the result ${Object.is(value, -0) ? '-0' : JSON.stringify(value)} exactly`, async () => {
        assert.ok(Object.is(await shared().submit(identity, value).result(), value));
      });
    }

    it('turns a throw into a failure of the future, not of submit', async () => {
      const future = shared().submit(throwError, 'this is an exception');
      const error = await errorOf(future);
      assert.ok(error instanceof Error);
      assert.equal(error.message, 'this is an exception');
    });

    it('goes on after a failure', async () => {
      await errorOf(shared().submit(throwError, 'x'));
      assert.equal(await shared().submit(square, 4).result(), 16);
    });

    it('refuses what is no function with TypeError', () => {
      for (const wrong of [undefined, null, 'square', 3, {}]) {
        assert.throws(() => shared().submit(wrong as never), TypeError);
      }
    });

    it('settles many small tasks, each with its own result', async () => {
      const futures = range(300).map((n) => shared().submit(square, n));
      const results = await Promise.all(futures.map((future) => future.result()));
      assert.deepEqual(
        results,
        range(300).map((n) => n * n),
      );
    });

    it('takes new work whenever it has become idle', async () => {
      for (const n of range(5)) assert.equal(await shared().submit(square, n).result(), n * n);
    });

    it('takes work from inside a callback', async () => {
      const second = await new Promise<Future<number>>((resolve) => {
        shared()
          .submit(square, 2)
          .addDoneCallback(() => resolve(shared().submit(square, 3)) as never);
      });
      // A promise does not unwrap a future.
      assert.equal(await second.result(), 9);
    });

    it('hands the very same result to everyone who asks', async () => {
      const future = shared().submit(capture, { deep: [1] });
      const [first, second] = await Promise.all([future.result(), future.result()]);
      assert.equal(first, second);
      assert.equal(await future.result(), first);
    });

    if (subject.isRemote) remoteCases(shared);
    else localCases(shared);
  });
}

function localCases(shared: () => ReturnType<Subject['open']>): void {
  it('takes closures', async () => {
    const factor = 3;
    assert.equal(
      await shared()
        .submit((n: number) => n * factor, 4)
        .result(),
      12,
    );
  });

  it('never calls the function before it returns', async () => {
    const log: string[] = [];
    const future = shared().submit(() => log.push('called'));
    log.push('submit returned');
    await future.result();
    assert.deepEqual(log, ['submit returned', 'called']);
  });

  it('hands arguments and results over by reference', async () => {
    const argument = { n: 1 };
    assert.equal(
      await shared()
        .submit((value: object) => value, argument)
        .result(),
      argument,
    );
  });

  it('hands out functions and symbols, which need no copy', async () => {
    const symbol = Symbol('mark');
    assert.equal(
      await shared()
        .submit(() => symbol)
        .result(),
      symbol,
    );
    assert.equal(
      await shared()
        .submit(() => multiply)
        .result(),
      multiply,
    );
  });

  it('hands out the very error that was thrown', async () => {
    const error = new Error('mine');
    const future = shared().submit(() => {
      throw error;
    });
    assert.equal(await errorOf(future), error);
  });

  it('takes work from inside a task', async () => {
    const inner = await shared()
      .submit(() => ({ future: shared().submit(square, 6) }))
      .result();
    assert.equal(await inner.future.result(), 36);
  });

  it('does not unwrap a future that a task returns', async () => {
    const other = shared().submit(square, 2);
    assert.equal(
      await shared()
        .submit(() => other)
        .result(),
      other,
    );
  });
}

function remoteCases(shared: () => ReturnType<Subject['open']>): void {
  it('refuses a closure at once and says how to make it portable', () => {
    const factor = 3;
    assert.throws(
      () => shared().submit((n: number) => n * factor, 4),
      (error) =>
        error instanceof NotPortableError && error.message.includes('portable(import.meta.url'),
    );
  });

  it('refuses a function of the language, which has no module', () => {
    assert.throws(() => shared().submit(Math.abs, -1), NotPortableError);
  });

  it('refuses closures in map and through with() as well', () => {
    const closure = (n: number): number => n;
    assert.throws(() => shared().map(closure, [1]), NotPortableError);
    assert.throws(() => shared().with({ priority: 1 }).submit(closure, 1), NotPortableError);
    assert.throws(() => shared().with({ priority: 1 }).map(closure, [1]), NotPortableError);
  });

  it('copies arguments and results', async () => {
    const argument = { n: 1 };
    const [copy] = (await shared().submit(capture, argument).result()) as [object];
    assert.deepEqual(copy, argument);
    assert.notEqual(copy, argument);
  });
}
