/** Errors arrive as they were thrown, also from another thread or process. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { wait } from '../../src/index.js';
import { square } from '../fixtures/tasks/plain.js';
import {
  failAssertion,
  readMissingFile,
  rejectWithValue,
  returnError,
  throwAggregate,
  throwBuiltIn,
  throwCircular,
  throwDomException,
  throwFromOtherRealm,
  throwFrozen,
  throwFunction,
  throwHttpError,
  throwProxy,
  throwSymbol,
  throwUncloneable,
  throwValue,
  throwWithCauses,
  throwWithGetter,
  throwWithPlainCause,
  whereItBroke,
  type BuiltInName,
} from '../fixtures/tasks/throwing.js';
import { collectUntilError, errorOf } from './outcome.js';
import { shareExecutor } from './share-executor.js';
import type { Subject } from './subjects.js';

const builtIns = { Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError };

export function errorsAcrossContract(subject: Subject): void {
  describe(`${subject.name}: errors`, () => {
    const shared = shareExecutor(subject);

    for (const name of Object.keys(builtIns) as BuiltInName[]) {
      it(`keep the class ${name}, its name and its message`, async () => {
        const error = await errorOf(shared().submit(throwBuiltIn, name, 'what happened'));
        assert.ok(error instanceof builtIns[name]);
        assert.equal(Object.getPrototypeOf(error), builtIns[name].prototype);
        assert.equal(error.name, name);
        assert.equal(error.message, 'what happened');
      });
    }

    for (const value of [undefined, null, 0, '', false, NaN, 'text', 42, true, 10n]) {
      it(`that are no Error arrive exactly: ${inspect(value)}`, async () => {
        const thrown = shared().submit(throwValue, value);
        const rejected = shared().submit(rejectWithValue, value);
        await wait([thrown, rejected]);
        for (const future of [thrown, rejected]) {
          const snapshot = future.snapshot();
          assert.ok('error' in snapshot);
          assert.ok(Object.is(snapshot.error, value));
        }
      });
    }

    it('that are plain objects arrive as such', async () => {
      const value = { code: 7, list: [1, { deep: true }], when: new Date(0) };
      assert.deepEqual(await errorOf(shared().submit(throwValue, value)), value);
    });

    it('of an own class keep name, message, code and all own fields', async () => {
      const error = (await errorOf(shared().submit(throwHttpError, 404))) as Error & {
        code: string;
        status: number;
        headers: Map<string, string>;
      };
      assert.ok(error instanceof Error);
      assert.equal(error.name, 'HttpError');
      assert.equal(error.message, 'not found');
      assert.equal(error.code, 'E_HTTP');
      assert.equal(error.status, 404);
      assert.deepEqual(error.headers, new Map([['retry-after', '1']]));
    });

    it('of an own class are named in the text of the future', async () => {
      const future = shared().submit(throwHttpError, 404);
      await wait([future]);
      assert.match(String(future), /state=finished raised HttpError>$/);
    });

    it('keep the whole chain of causes', async () => {
      const top = (await errorOf(shared().submit(throwWithCauses))) as Error;
      assert.equal(top.message, 'top');
      const middle = top.cause as Error;
      assert.ok(middle instanceof TypeError);
      assert.equal(middle.message, 'middle');
      const root = middle.cause as Error & { depth: number };
      assert.ok(root instanceof RangeError);
      assert.equal(root.message, 'root');
      assert.equal(root.depth, 2);
    });

    for (const cause of ['text', null, 0, undefined, { code: 1 }]) {
      it(`keep a cause that is no Error: ${inspect(cause)}`, async () => {
        const error = (await errorOf(shared().submit(throwWithPlainCause, cause))) as Error;
        assert.ok('cause' in error);
        assert.deepEqual(error.cause, cause);
      });
    }

    it('keep the errors of an AggregateError', async () => {
      const error = await errorOf(shared().submit(throwAggregate));
      assert.ok(error instanceof AggregateError);
      assert.equal(error.message, 'several');
      const [first, second, third, fourth] = error.errors as [Error, Error, unknown, unknown];
      assert.ok(first instanceof TypeError);
      assert.equal(first.message, 'first');
      assert.equal(second.message, 'second');
      assert.equal((second as Error & { code: string }).code, 'E2');
      assert.deepEqual([third, fourth], ['third', null]);
      assert.equal(error.errors.length, 4);
    });

    it('that are a DOMException keep name, message and code', async () => {
      const error = (await errorOf(shared().submit(throwDomException))) as DOMException;
      assert.equal(error.name, 'AbortError');
      assert.equal(error.message, 'was aborted');
      assert.equal(error.code, 20);
    });

    it('of the system keep code, errno, syscall and path', async () => {
      const path = '/no/such/file';
      const error = (await errorOf(
        shared().submit(readMissingFile, path),
      )) as NodeJS.ErrnoException;
      assert.ok(error instanceof Error);
      assert.equal(error.code, 'ENOENT');
      assert.equal(error.syscall, 'open');
      assert.equal(error.path, path);
      assert.equal(typeof error.errno, 'number');
    });

    it('keep the stack of where they were thrown', async () => {
      const error = (await errorOf(shared().submit(whereItBroke))) as Error;
      assert.match(error.stack ?? '', /whereItBroke/);
      assert.match(error.stack ?? '', /with a stack/);
      assert.match(error.stack ?? '', /throwing\.js/);
    });

    it('that are frozen arrive', async () => {
      const error = (await errorOf(shared().submit(throwFrozen))) as Error & { code: string };
      assert.equal(error.message, 'frozen');
      assert.equal(error.code, 'E_FROZEN');
    });

    it('with a field that cannot be copied keep everything else', async () => {
      const error = (await errorOf(shared().submit(throwUncloneable))) as Error & {
        attempts: number;
      };
      assert.ok(error instanceof Error);
      assert.equal(error.message, 'carries a function');
      assert.equal(error.attempts, 3);
    });

    it('that refer to themselves arrive', async () => {
      const error = (await errorOf(shared().submit(throwCircular))) as Error;
      assert.ok(error instanceof Error);
      assert.equal(error.message, 'round');
    });

    it('with a getter that throws arrive', async () => {
      const error = await errorOf(shared().submit(throwWithGetter));
      assert.ok(error instanceof Error);
      assert.equal(error.message, 'guarded');
    });

    it('of another realm keep their message', async () => {
      const error = (await errorOf(shared().submit(throwFromOtherRealm))) as Error;
      assert.equal(error.name, 'TypeError');
      assert.equal(error.message, 'from elsewhere');
    });

    it('that are an AssertionError keep what was expected', async () => {
      const error = (await errorOf(shared().submit(failAssertion))) as assert.AssertionError;
      assert.equal(error.code, 'ERR_ASSERTION');
      assert.deepEqual([error.actual, error.expected, error.operator], [1, 2, 'strictEqual']);
    });

    it('behind a proxy arrive as some failure', async () => {
      const error = await errorOf(shared().submit(throwProxy));
      assert.ok(error instanceof Error);
      assert.match(error.message, /behind a proxy/);
    });

    for (const [name, task] of [
      ['function', throwFunction],
      ['symbol', throwSymbol],
    ] as const) {
      it(`that are a ${name} still fail the future, and only it`, async () => {
        const future = shared().submit(task);
        await wait([future]);
        assert.ok('error' in future.snapshot());
        assert.equal(await shared().submit(square, 3).result(), 9);
      });
    }

    it('that are returned, not thrown, are results', async () => {
      const value = await shared().submit(returnError).result();
      assert.ok(value instanceof RangeError);
      assert.equal(value.message, 'returned, not thrown');
    });

    it('come out of map just as well', async () => {
      const { error } = await collectUntilError(() => shared().map(throwHttpError, [410]));
      assert.equal((error as Error).name, 'HttpError');
      assert.equal((error as Error & { status: number }).status, 410);
    });

    it('are each their own: two failures share no object', async () => {
      const [first, second] = await Promise.all([
        errorOf(shared().submit(throwHttpError, 1)),
        errorOf(shared().submit(throwHttpError, 2)),
      ]);
      assert.notEqual(first, second);
    });
  });
}
