import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packRecord, unpackRecord } from '../../src/history/packing.js';
import { withoutNoiseDigits } from '../../src/record/precision.js';
import { runOf } from './stored-runs.js';

test('a record comes back exactly as it was', async () => {
  const record = runOf();
  assert.deepEqual(await unpackRecord(await packRecord(record)), record);
});

test('a byte that changed is noticed', async () => {
  const { packed, sha256 } = await packRecord(runOf());
  const damaged = Uint8Array.from(packed);
  damaged[40] = (damaged[40] ?? 0) ^ 1;
  await assert.rejects(unpackRecord({ packed: damaged, sha256 }), /checksum does not match/);
});

test('a record without noise digits takes at most an eighth of its JSON', async () => {
  const record = withoutNoiseDigits(runOf());
  const { packed } = await packRecord(record);
  assert.ok(packed.length < JSON.stringify(record).length / 8, `${packed.length} bytes`);
});
