import assert from 'node:assert/strict';
import { test } from 'node:test';

import echo from '../../workloads/echo.js';
import { prepareBatch } from './one-batch.js';

const params = { bytes: 100, via: 'transfer' };

test('only what is to be transferred is named to be moved', async () => {
  for (const [via, moved] of [
    ['clone', 0],
    ['transfer', 1],
    ['shared', 0],
  ] as const) {
    await using batch = await prepareBatch(echo, { bytes: 100, via }, 1);
    const [input] = batch.inputs;
    assert.equal(echo.transfer?.(input!, { params: { ...params, via } }).length, moved, via);
    assert.equal(input!.buffer instanceof SharedArrayBuffer, via === 'shared');
  }
});

test('a way that there is not is refused with those that there are', async () => {
  await assert.rejects(prepareBatch(echo, { via: 'magic' }, 1), {
    name: 'RangeError',
    message: "via: expected clone, transfer, shared, received 'magic'",
  });
});
