import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { test } from 'node:test';

import flags from '../../workloads/flags.js';
import { prepareBatch } from './one-batch.js';

const params = { delayMs: 0 };

test('a flag that was saved wrong is found out', async () => {
  await using batch = await prepareBatch(flags, params, 20);
  const outputs = await batch.runInTurn();
  await writeFile(batch.inputs[7]!.path, 'not a flag');
  await assert.rejects(batch.verify(outputs), /7-BD\.png was saved wrong/);
});

test('teardown ends the server and removes the folder', async () => {
  const batch = await prepareBatch(flags, params, 1);
  const { origin, folder } = batch.context as { origin: string; folder: string };
  assert.equal((await fetch(`${origin}/flags/CN.png`)).status, 200);
  assert.equal(existsSync(folder), true);
  await batch[Symbol.asyncDispose]();
  await assert.rejects(fetch(`${origin}/flags/CN.png`));
  assert.equal(existsSync(folder), false);
});
