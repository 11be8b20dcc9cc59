import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

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
