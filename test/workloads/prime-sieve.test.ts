import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fc } from '../fast-check.js';

import primeSieve from '../../workloads/prime-sieve.js';
import { prepareBatch } from './one-batch.js';

test('the sieve finds the published numbers of primes below powers of ten', async () => {
  // https://oeis.org/A006880
  const published = [4, 25, 168, 1229, 9592, 78498];
  const counts = await Promise.all(published.map((_, index) => primeSieve.run(10 ** (index + 1))));
  assert.deepEqual(counts, published);
});

test('the check counts what the sieve counts, for any limit', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(3000), async (limit) => {
      await using batch = await prepareBatch(primeSieve, { limit }, 1);
      await batch.verify(await batch.runInTurn());
    }),
  );
});
