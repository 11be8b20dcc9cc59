import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import fileRead from '../../workloads/file-read.js';
import { prepareBatch } from './one-batch.js';

const params = { files: 2, bytes: 64 };

test('a file that changed on disk is found out', async () => {
  await using batch = await prepareBatch(fileRead, params, 3);
  await writeFile(join(batch.inputs[1]!.folder, '0'), 'something else');
  const outputs = await batch.runInTurn();
  await assert.rejects(batch.verify(outputs));
});

test('teardown removes the folder', async () => {
  const batch = await prepareBatch(fileRead, params, 1);
  const { root } = batch.context as { root: string };
  assert.equal(existsSync(root), true);
  await batch[Symbol.asyncDispose]();
  assert.equal(existsSync(root), false);
});
