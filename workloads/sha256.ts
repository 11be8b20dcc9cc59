import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';

import { defineWorkload } from 'loop-or-pool';

/** Few different ones, so that a mix-up shows and a check stays cheap. */
const differentInputs = 4;
const blockBytes = 64 * 1024;

export default defineWorkload({
  name: 'sha256',
  nature: 'cpu',
  description: 'hashes a stretch of bytes on the JavaScript thread',
  params: { kibibytes: 8192 },
  inputs: ({ params, tasks }) =>
    Array.from({ length: tasks }, (_, index) => ({
      fill: index % differentInputs,
      bytes: params.kibibytes * 1024,
    })),
  run: ({ fill, bytes }: { fill: number; bytes: number }) => digestByBlocks(fill, bytes),
  verify(outputs, { params, tasks }) {
    const digests = Array.from({ length: differentInputs }, (_, fill) =>
      digestAtOnce(fill, params.kibibytes * 1024),
    );
    assert.deepEqual(
      outputs,
      Array.from({ length: tasks }, (_, index) => digests[index % differentInputs]),
    );
  },
});

/** Block by block, so that the hash is the work and not the memory. */
function digestByBlocks(fill: number, bytes: number): string {
  const block = Buffer.alloc(Math.min(blockBytes, bytes), fill);
  const hash = createHash('sha256');
  let left = bytes;
  for (; left > block.length; left -= block.length) hash.update(block);
  return hash.update(block.subarray(0, left)).digest('hex');
}

function digestAtOnce(fill: number, bytes: number): string {
  return createHash('sha256').update(Buffer.alloc(bytes, fill)).digest('hex');
}
