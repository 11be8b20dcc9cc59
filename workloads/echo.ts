import assert from 'node:assert/strict';

import { defineWorkload } from 'loop-or-pool';

/** How bytes get to another thread: copied, moved away from here, or seen by both. */
const ways = ['clone', 'transfer', 'shared'];

export default defineWorkload({
  name: 'echo',
  nature: 'cpu',
  description: 'gives back the bytes it takes: what is left is the cost of moving them',
  params: { bytes: 64_000, via: 'clone' },
  inputs({ params: { bytes, via }, tasks }) {
    if (!ways.includes(via)) {
      throw new RangeError(`via: expected ${ways.join(', ')}, received '${via}'`);
    }
    return Array.from({ length: tasks }, (_, index) => {
      const memory = via === 'shared' ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
      return new Uint8Array(memory).fill(fillOf(index));
    });
  },
  transfer: (input, { params: { via } }) =>
    via === 'transfer' && input.buffer instanceof ArrayBuffer ? [input.buffer] : [],
  run: (input: Uint8Array) => input,
  verify(outputs, { params: { bytes }, tasks }) {
    assert.deepEqual(
      outputs.map((output) => [output.length, output[0], output.at(-1)]),
      Array.from({ length: tasks }, (_, index) => [bytes, fillOf(index), fillOf(index)]),
    );
  },
});

/** Few different ones, so that a mix-up shows. */
function fillOf(index: number): number {
  return index % 7;
}
