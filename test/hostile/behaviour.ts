/** Tasks that misbehave without ending their worker: the pool must not care. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wait } from '../../src/index.js';
import { errorOf, range } from '../contract/outcome.js';
import { runProgram } from '../contract/programs/run-program.js';
import { shareExecutor } from '../contract/share-executor.js';
import type { PoolSubject } from '../contract/subjects.js';
import { identity, square } from '../fixtures/tasks/plain.js';
import {
  changeEnvironment,
  leaveHandlesOpen,
  makeRecords,
  makeText,
  nestPool,
  overflowStack,
} from './tasks.js';

export function behaviourContract(subject: PoolSubject): void {
  describe(`${subject.name}: a task that misbehaves`, () => {
    const shared = shareExecutor(subject);

    it('overflows its stack: a RangeError like any other', async () => {
      const error = await errorOf(shared().submit(overflowStack));
      assert.ok(error instanceof RangeError);
      assert.match(error.message, /call stack/);
      assert.equal(await shared().submit(square, 3).result(), 9);
    });

    it('returns a text of 16 million characters', async () => {
      const text = await shared()
        .submit(makeText, 2 ** 24)
        .result();
      assert.equal(text.length, 2 ** 24);
      assert.equal(text.at(-1), 'é');
    });

    it('returns a hundred thousand objects', async () => {
      const records = await shared().submit(makeRecords, 100_000).result();
      assert.equal(records.length, 100_000);
      assert.deepEqual(records.at(-1), { id: 99_999, name: 'record 99999', tags: [99_999] });
    });

    it('takes large arguments one after another', async () => {
      const sent = new Uint8Array(2 ** 20).fill(3);
      const echoes = range(8).map(() => shared().submit(identity, sent));
      await wait(echoes);
      for (const echo of echoes) {
        assert.equal(((await echo.result()) as Uint8Array).byteLength, 2 ** 20);
      }
    });

    it('changes its environment: not that of the caller', async () => {
      const name = 'LOOP_OR_POOL_HOSTILE_TASK';
      assert.equal(await shared().submit(changeEnvironment, name, 'set').result(), 'set');
      assert.equal(process.env[name], undefined);
    });

    for (const model of ['async-pool:1', 'worker-pool:1', 'process-pool:1']) {
      it(`opens a ${model} of its own`, async () => {
        assert.deepEqual(await shared().submit(nestPool, model, [1, 2, 3]).result(), [1, 4, 9]);
        assert.equal(await shared().submit(square, 3).result(), 9);
      });
    }

    it('floods stdout: it still returns its result, and every byte arrives', async () => {
      const { code, stdout } = await runProgram('flood', subject.name);
      assert.equal(code, 0);
      assert.equal(stdout.length, 2 ** 20);
    });

    it('leaves a timer and a server open: shutdown ends the worker all the same', async () => {
      const pool = subject.open();
      assert.equal(await pool.submit(leaveHandlesOpen).result(), 'left');
      assert.equal(await pool.submit(square, 3).result(), 9);
      await pool.shutdown();
      assert.equal(pool.stats().workers, 0);
    });
  });
}
