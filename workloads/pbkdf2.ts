import assert from 'node:assert/strict';
import { pbkdf2, pbkdf2Sync } from 'node:crypto';
import { promisify } from 'node:util';

import { defineWorkload } from 'loop-or-pool';

/** Few different ones, so that a mix-up shows and a check stays cheap. */
const differentPasswords = 3;
const salt = 'loop-or-pool';
const keyBytes = 32;

export default defineWorkload({
  name: 'pbkdf2',
  nature: 'cpu',
  description: "derives a key from a password in libuv's thread pool, off the loop",
  params: { iterations: 12_000 },
  inputs: ({ params, tasks }) =>
    Array.from({ length: tasks }, (_, index) => ({
      password: passwordOf(index),
      iterations: params.iterations,
    })),
  async run({ password, iterations }: { password: string; iterations: number }) {
    const key = await promisify(pbkdf2)(password, salt, iterations, keyBytes, 'sha512');
    return key.toString('hex');
  },
  verify(outputs, { params, tasks }) {
    const keys = Array.from({ length: differentPasswords }, (_, index) =>
      pbkdf2Sync(passwordOf(index), salt, params.iterations, keyBytes, 'sha512').toString('hex'),
    );
    assert.deepEqual(
      outputs,
      Array.from({ length: tasks }, (_, index) => keys[index % differentPasswords]),
    );
  },
});

function passwordOf(index: number): string {
  return `password ${index % differentPasswords}`;
}
