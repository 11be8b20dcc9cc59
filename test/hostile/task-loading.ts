/** Tasks that cannot be loaded where they should run. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { portable, TaskLoadError } from '../../src/index.js';
import { Gate } from '../contract/gate.js';
import { errorOf } from '../contract/outcome.js';
import type { PoolSubject } from '../contract/subjects.js';
import { hold } from '../fixtures/tasks/gated.js';
import { square } from '../fixtures/tasks/plain.js';

const beside = (file: string): string => new URL(file, import.meta.url).href;
const throwsAtImport = portable(beside('./throws-at-import.js'), (n: number) => n, 'task');
const lacksExport = portable(beside('./lacks-export.js'), (n: number) => n, 'task');

export function taskLoadingContract(subject: PoolSubject): void {
  describe(`${subject.name}: a task that cannot be loaded`, () => {
    for (const [name, task, message] of [
      ['its module throws', throwsAtImport, /broken at import/],
      ['its module lacks the export', lacksExport, /task/],
      [
        'its module is missing',
        portable(beside('./no-such-module.js'), (n: number) => n, 'task'),
        /no-such-module/,
      ],
      [
        'the export is no function',
        portable(beside('./lacks-export.js'), (n: number) => n, 'present'),
        /present/,
      ],
      [
        'its module does not parse',
        portable('data:text/javascript,export const task = ;', (n: number) => n, 'task'),
        /SyntaxError|Unexpected/,
      ],
    ] as const) {
      it(`fails its own future alone when ${name}`, async () => {
        await using pool = subject.open();
        const before = pool.submit(square, 2);
        const future = pool.submit(task, 1);
        const after = pool.submit(square, 3);
        const error = await errorOf(future);
        assert.ok(error instanceof TaskLoadError, String(error));
        assert.match(`${error.message} ${String(error.cause)}`, message);
        assert.deepEqual([await before.result(), await after.result()], [4, 9]);
      });
    }

    it('fails every time, also in a worker that has failed before', async () => {
      await using pool = subject.open();
      for (let turn = 0; turn < 3; turn += 1) {
        assert.ok((await errorOf(pool.submit(throwsAtImport, turn))) instanceof TaskLoadError);
      }
      assert.equal(await pool.submit(square, 4).result(), 16);
    });

    it('fails as the very first task of a pool', async () => {
      await using pool = subject.open();
      assert.ok((await errorOf(pool.submit(throwsAtImport, 1))) instanceof TaskLoadError);
    });

    it('rejects a map with the error', async () => {
      await using pool = subject.open();
      await assert.rejects(pool.map(lacksExport, [1, 2, 3]).next(), TaskLoadError);
      assert.equal(await pool.submit(square, 4).result(), 16);
    });

    it('breaks the pool when its module ends the worker', async () => {
      const pool = subject.open();
      const exits = portable(beside('./exits-at-import.js'), (n: number) => n, 'task');
      const error = await errorOf(pool.submit(exits, 1));
      assert.ok(error instanceof subject.BrokenError);
      assert.equal(error.exitCode, 9);
      await pool.shutdown();
    });

    it('does not disturb a task that runs beside it', async () => {
      await using gate = await Gate.open();
      await using pool = subject.openPool({ workers: 1, concurrency: 2 });
      const held = pool.submit(hold, gate.port, 'held');
      await gate.arrived('held');
      assert.ok((await errorOf(pool.submit(throwsAtImport, 1))) instanceof TaskLoadError);
      gate.releaseAll();
      assert.equal(await held.result(), 'held');
    });

    it('is fine when its module is given as text', async () => {
      await using pool = subject.open();
      const url = 'data:text/javascript,export const triple = (n) => n * 3;';
      const triple = portable(url, (n: number) => n * 3, 'triple');
      assert.equal(await pool.submit(triple, 4).result(), 12);
    });
  });
}
