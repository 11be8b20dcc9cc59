import assert from 'node:assert/strict';

import { defineWorkload } from 'loop-or-pool';

export default defineWorkload({
  name: 'noop',
  nature: 'cpu',
  description: 'returns its input at once: what is left is the cost of the model itself',
  inputs: ({ tasks }) => Array.from({ length: tasks }, (_, index) => index),
  run: (index: number) => index,
  verify(outputs, { tasks }) {
    assert.deepEqual(
      outputs,
      Array.from({ length: tasks }, (_, index) => index),
    );
  },
});
