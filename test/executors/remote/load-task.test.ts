import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';

import { loadTask } from '../../../src/executors/remote/load-task.js';
import { TaskLoadError } from '../../../src/index.js';

const moduleOf = (source: string) => `data:text/javascript,${encodeURIComponent(source)}`;

describe('loading a task', () => {
  it('finds an export by its name, and what is in it by a dot', async () => {
    const moduleUrl = moduleOf(
      'export const one = () => 1; export default { run: () => 2, deep: { run: () => 3 } };',
    );
    const names = ['one', 'default.run', 'default.deep.run'];
    const tasks = await Promise.all(names.map((exportName) => loadTask({ moduleUrl, exportName })));
    assert.deepEqual(
      tasks.map((task) => task()),
      [1, 2, 3],
    );
  });

  it('says what the module exports instead', async () => {
    const moduleUrl = moduleOf('export const there = 1, also = 2;');
    await assert.rejects(loadTask({ moduleUrl, exportName: 'missing' }), {
      name: 'TaskLoadError',
      message: /exports no function 'missing', but also, there;/,
    });
    await assert.rejects(loadTask({ moduleUrl, exportName: 'there' }), TaskLoadError);
    await assert.rejects(loadTask({ moduleUrl, exportName: 'not.there.either' }), TaskLoadError);
  });

  it('keeps the error of a module that throws as the cause', async () => {
    const moduleUrl = moduleOf('throw new RangeError("at import")');
    await assert.rejects(
      loadTask({ moduleUrl, exportName: 'any' }),
      (error: Error) =>
        error instanceof TaskLoadError &&
        /cannot be loaded: at import/.test(error.message) &&
        error.cause instanceof RangeError,
    );
  });
});

describe('loading a task from a file', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'load-task-'))));
  after(() => rm(folder, { recursive: true }));

  async function write(name: string, source: string): Promise<string> {
    const file = join(folder, name);
    await writeFile(file, source);
    return pathToFileURL(file).href;
  }

  it('gives what an import of the same module gives', async () => {
    const moduleUrl = await write('module.mjs', 'export const task = () => 1;');
    const { task } = (await import(moduleUrl)) as { task: unknown };
    assert.equal(await loadTask({ moduleUrl, exportName: 'task' }), task);
  });

  it('waits for a module that awaits', async () => {
    const moduleUrl = await write('later.mjs', 'await null; export const task = () => 2;');
    assert.equal((await loadTask({ moduleUrl, exportName: 'task' }))(), 2);
  });

  it('finds the exports of CommonJS by name and below the default', async () => {
    const moduleUrl = await write('common.cjs', 'exports.task = () => 3;');
    const script = await write('script.js', 'module.exports = { task: () => 4 };');
    assert.equal((await loadTask({ moduleUrl, exportName: 'task' }))(), 3);
    assert.equal((await loadTask({ moduleUrl: script, exportName: 'default.task' }))(), 4);
  });

  it('tells modules apart by what follows the path', async () => {
    const moduleUrl = await write(
      'twice.mjs',
      'const at = import.meta.url; export const task = () => at;',
    );
    const urls = [moduleUrl, `${moduleUrl}?2`, `${moduleUrl}#3`];
    const tasks = await Promise.all(
      urls.map((url) => loadTask({ moduleUrl: url, exportName: 'task' })),
    );
    assert.deepEqual(
      tasks.map((task) => task()),
      urls,
    );
  });

  it('evaluates a module that throws once', async () => {
    const moduleUrl = await write(
      'throws.mjs',
      'globalThis.evaluations = (globalThis.evaluations ?? 0) + 1; throw new Error("no");',
    );
    for (let time = 0; time < 2; time += 1) {
      await assert.rejects(loadTask({ moduleUrl, exportName: 'task' }), /cannot be loaded: no/);
    }
    assert.equal((globalThis as { evaluations?: number }).evaluations, 1);
  });
});
