/** Traps of piscina's errors and results: naive use falls in, our pool does not. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import {
  BrokenWorkerPoolError,
  NotCloneableError,
  portable,
  TaskLoadError,
  WorkerPoolExecutor,
} from '../../src/index.js';
import { errorOf, nextTurn } from '../contract/outcome.js';
import { openNaivePool, tasks } from './naive.js';
import {
  exitWith,
  identity,
  returnFunction,
  throwAggregate,
  throwCoded,
  throwDomException,
  throwNull,
  throwUncloneableCause,
} from './tasks.js';

type Task = (input: never) => unknown;

/** What a task of a naive pool rejects with; fails the test if it resolves. */
async function naiveError(name: string, input: unknown = 0): Promise<unknown> {
  const pool = openNaivePool(tasks);
  try {
    return await pool.run(input, { name }).then(
      () => assert.fail(`${name} resolved`),
      (error: unknown) => error,
    );
  } finally {
    await pool.destroy();
  }
}

async function ourError(task: Task, input: unknown = 0): Promise<unknown> {
  await using pool = new WorkerPoolExecutor({ workers: 1 });
  return await errorOf(pool.submit(task, input as never));
}

/** Where Node copies a DOMException itself, a DataCloneError among them, these traps are gone. */
const onlyWhereLost = {
  skip: isDomExceptionCopied() && `Node ${process.versions.node} copies a DOMException itself`,
};

function isDomExceptionCopied(): boolean {
  try {
    return structuredClone(new DOMException('', 'AbortError')) instanceof DOMException;
  } catch {
    return false;
  }
}

describe('an error with a code and fields', () => {
  it('loses them in naive piscina', async () => {
    const error = (await naiveError('throwCoded')) as Error & { code?: string; attempts?: number };
    assert.deepEqual([error.code, error.attempts], [undefined, undefined]);
  });

  it('keeps them here', async () => {
    const error = (await ourError(throwCoded)) as RangeError & { code: string; attempts: number };
    assert.ok(error instanceof RangeError);
    assert.deepEqual([error.code, error.attempts], ['E_CODED', 3]);
  });
});

describe('an AggregateError', () => {
  it('loses its errors in naive piscina', async () => {
    assert.equal(((await naiveError('throwAggregate')) as AggregateError).errors, undefined);
  });

  it('keeps them here', async () => {
    const error = (await ourError(throwAggregate)) as AggregateError;
    assert.deepEqual(
      error.errors.map(({ message }: Error) => message),
      ['one', 'two'],
    );
  });
});

describe('a DOMException', () => {
  it('arrives as no error at all in naive piscina', onlyWhereLost, async () => {
    assert.ok(!((await naiveError('throwDomException')) instanceof Error));
  });

  it('arrives as itself here', async () => {
    const error = (await ourError(throwDomException)) as DOMException;
    assert.deepEqual([error.name, error.message], ['AbortError', 'was aborted']);
  });
});

describe('an error whose cause cannot be copied', () => {
  it('arrives as no error at all in naive piscina', onlyWhereLost, async () => {
    assert.ok(!((await naiveError('throwUncloneableCause')) instanceof Error));
  });

  it('arrives with all else here', async () => {
    const error = await ourError(throwUncloneableCause);
    assert.ok(error instanceof Error);
    assert.equal(error.message, 'has a cause');
  });
});

describe('a thrown null', () => {
  it('is a success in naive piscina', async () => {
    const pool = openNaivePool(tasks);
    assert.equal(await pool.run(0, { name: 'throwNull' }), null);
    await pool.destroy();
  });

  it('is a failure here', async () => {
    assert.equal(await ourError(throwNull), null);
  });
});

describe('a result that cannot be copied', () => {
  it('rejects with something that is no error in naive piscina', onlyWhereLost, async () => {
    assert.ok(!((await naiveError('returnFunction')) instanceof Error));
  });

  it('is a NotCloneableError here', async () => {
    assert.ok((await ourError(returnFunction)) instanceof NotCloneableError);
  });
});

describe('an argument that cannot be copied', () => {
  it('is a bare DataCloneError in naive piscina', async () => {
    assert.equal(((await naiveError('identity', () => 1)) as Error).name, 'DataCloneError');
  });

  it('is a NotCloneableError that says what to do here', async () => {
    const error = await ourError(identity, () => 1);
    assert.ok(error instanceof NotCloneableError);
  });
});

describe('a task that exits its thread', () => {
  it('hides the exit code in a text in naive piscina', async () => {
    const error = (await naiveError('exitWith', 7)) as Error & { exitCode?: number };
    assert.match(error.message, /7/);
    assert.equal(error.exitCode, undefined);
  });

  it('is an error with the exit code here', async () => {
    const error = await ourError(exitWith, 7);
    assert.ok(error instanceof BrokenWorkerPoolError);
    assert.equal(error.exitCode, 7);
  });
});

describe('a task module that throws while it loads', () => {
  const broken = new URL('../hostile/throws-at-import.js', import.meta.url);

  it('leaves a run of naive piscina waiting though the thread has failed', async () => {
    const pool = openNaivePool(broken, { minThreads: 0 });
    const failed = once(pool, 'error');
    let isSettled = false;
    pool.run(0).then(
      () => (isSettled = true),
      () => (isSettled = true),
    );
    // The thread is gone for good, and the task still waits.
    await failed;
    for (let turn = 0; turn < 20; turn += 1) await nextTurn();
    assert.equal(isSettled, false);
    await pool.destroy();
  });

  it('fails its own task here', async () => {
    const task = portable(broken.href, (n: number) => n, 'task');
    assert.ok((await ourError(task)) instanceof TaskLoadError);
  });
});
