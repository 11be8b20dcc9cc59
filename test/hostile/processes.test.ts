/** What only child processes suffer. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  BrokenProcessPoolError,
  ProcessPoolExecutor,
  wait,
  WorkerLostError,
} from '../../src/index.js';
import { Gate } from '../contract/gate.js';
import { errorOf, range } from '../contract/outcome.js';
import { isGone } from '../contract/resources.js';
import { hold } from '../fixtures/tasks/gated.js';
import { processId } from '../fixtures/tasks/lanes.js';
import { square } from '../fixtures/tasks/plain.js';
import {
  abortProcess,
  disconnectFromParent,
  ignoreSigterm,
  killSelf,
  replaceSend,
  sendGarbage,
} from './tasks.js';

describe('ProcessPoolExecutor: a child ended by a signal', () => {
  for (const signal of ['SIGKILL', 'SIGTERM', 'SIGSEGV'] as const) {
    it(`breaks the pool by ${signal}, and the error names it`, async () => {
      const pool = new ProcessPoolExecutor({ workers: 1 });
      const error = await errorOf(pool.submit(killSelf, signal));
      assert.ok(error instanceof BrokenProcessPoolError);
      assert.equal(error.signal, signal);
      assert.equal(error.exitCode, null);
      assert.match(error.message, new RegExp(signal));
      await pool.shutdown();
    });
  }

  it('breaks the pool by process.abort()', async () => {
    const pool = new ProcessPoolExecutor({ workers: 1 });
    const error = await errorOf(pool.submit(abortProcess));
    assert.ok(error instanceof BrokenProcessPoolError);
    assert.equal(error.signal, 'SIGABRT');
    await pool.shutdown();
  });

  it('from outside, in the middle of a task, fails that task', async () => {
    await using gate = await Gate.open();
    const pool = new ProcessPoolExecutor({ workers: 1 });
    const pid = await pool.submit(processId).result();
    const future = pool.submit(hold, gate.port, 'a');
    await gate.arrived('a');
    process.kill(pid, 'SIGKILL');
    const error = await errorOf(future);
    assert.ok(error instanceof BrokenProcessPoolError);
    assert.equal(error.signal, 'SIGKILL');
    assert.throws(() => pool.submit(square, 1), BrokenProcessPoolError);
    await pool.shutdown();
  });

  it('is replaced under onCrash replace', async () => {
    await using pool = new ProcessPoolExecutor({ workers: 1, onCrash: 'replace' });
    const pid = await pool.submit(processId).result();
    const error = await errorOf(pool.submit(killSelf, 'SIGKILL'));
    assert.ok(error instanceof WorkerLostError);
    assert.equal(error.signal, 'SIGKILL');
    assert.notEqual(await pool.submit(processId).result(), pid);
  });

  it('while idle does not hang what comes next', async () => {
    await using pool = new ProcessPoolExecutor({ workers: 1, onCrash: 'replace' });
    const pid = await pool.submit(processId).result();
    process.kill(pid, 'SIGKILL');
    assert.ok(await isGone(pid));
    const first = pool.submit(square, 3);
    await wait([first]);
    const snapshot = first.snapshot();
    if ('error' in snapshot) assert.ok(snapshot.error instanceof WorkerLostError);
    assert.equal(await pool.submit(square, 4).result(), 16);
  });
});

describe('ProcessPoolExecutor: a child that will not go', () => {
  it('goes by killWorkers', async () => {
    await using gate = await Gate.open();
    gate.releaseAll();
    const pool = new ProcessPoolExecutor({ workers: 1 });
    const future = pool.submit(ignoreSigterm, gate.port);
    await gate.arrivedCount(1);
    await gate.isEmpty();
    await pool.killWorkers();
    assert.ok((await errorOf(future)) instanceof BrokenProcessPoolError);
    assert.ok(await isGone(Number(gate.arrivals[0])));
    await pool.shutdown();
  });

  it('goes by terminateWorkers too, if it ignores SIGTERM', async () => {
    await using gate = await Gate.open();
    gate.releaseAll();
    const pool = new ProcessPoolExecutor({ workers: 1 });
    const future = pool.submit(ignoreSigterm, gate.port);
    await gate.arrivedCount(1);
    await gate.isEmpty();
    await pool.terminateWorkers();
    assert.ok((await errorOf(future)) instanceof BrokenProcessPoolError);
    assert.ok(await isGone(Number(gate.arrivals[0])));
    await pool.shutdown();
  });
});

describe('ProcessPoolExecutor: a child that plays with its channel', () => {
  it('may send garbage: no future takes it for a result', async () => {
    await using pool = new ProcessPoolExecutor({ workers: 1 });
    assert.equal(await pool.submit(sendGarbage).result(), 'sent');
    assert.equal(await pool.submit(square, 3).result(), 9);
  });

  it('may replace process.send: results still arrive', async () => {
    await using pool = new ProcessPoolExecutor({ workers: 1 });
    assert.equal(await pool.submit(replaceSend).result(), 'replaced');
    assert.equal(await pool.submit(square, 3).result(), 9);
  });

  it('is lost when it disconnects; its task fails', async () => {
    await using pool = new ProcessPoolExecutor({ workers: 1, onCrash: 'replace' });
    const pid = await pool.submit(processId).result();
    assert.ok((await errorOf(pool.submit(disconnectFromParent))) instanceof WorkerLostError);
    assert.ok(await isGone(pid));
    assert.equal(await pool.submit(square, 3).result(), 9);
  });
});

describe('ProcessPoolExecutor: 200 tasks over children that are killed at random', () => {
  it('settles each future once: its result, or WorkerLostError', async () => {
    await using pool = new ProcessPoolExecutor({ workers: 2, onCrash: 'replace' });
    let settled = 0;
    const futures = range(200).map((n) => {
      const future = n % 40 === 7 ? pool.submit(killSelf, 'SIGKILL') : pool.submit(square, n);
      future.addDoneCallback(() => (settled += 1));
      return future;
    });
    await wait<number>(futures);
    assert.equal(settled, 200);
    for (const [n, future] of futures.entries()) {
      const snapshot = future.snapshot();
      if (n % 40 === 7) assert.ok((await errorOf(future)) instanceof WorkerLostError);
      else assert.deepEqual(snapshot, { state: 'finished', value: n * n });
    }
  });
});
