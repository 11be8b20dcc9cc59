import assert from 'node:assert/strict';

import { defineWorkload } from 'loop-or-pool';

export default defineWorkload({
  name: 'prime-sieve',
  nature: 'cpu',
  description: 'counts the primes up to a limit with the sieve of Eratosthenes',
  params: { limit: 1_000_000 },
  inputs: ({ params, tasks }) => Array<number>(tasks).fill(params.limit),
  run: (limit: number) => countPrimes(limit),
  verify(outputs, { params, tasks }) {
    assert.deepEqual(outputs, Array(tasks).fill(countPrimesWithoutSieve(params.limit)));
  },
});

function countPrimes(limit: number): number {
  const isComposite = new Uint8Array(limit + 1);
  let count = 0;
  for (let candidate = 2; candidate <= limit; candidate++) {
    if (isComposite[candidate]) continue;
    count++;
    for (let multiple = candidate * candidate; multiple <= limit; multiple += candidate) {
      isComposite[multiple] = 1;
    }
  }
  return count;
}

/**
 * Counts without finding: of all numbers up to n, strike those whose least factor is p, for each
 * prime p up to the root. Only the counts at the O(sqrt n) values of floor(limit / i) are kept
 * (Legendre's recurrence as tabulated by Lucy_Hedgehog), so a check costs far less than the work.
 */
function countPrimesWithoutSieve(limit: number): number {
  const root = Math.floor(Math.sqrt(limit));
  const upTo = new Map<number, number>();
  for (let i = 1; i <= root; i++) upTo.set(Math.floor(limit / i), Math.floor(limit / i) - 1);
  for (let n = Math.floor(limit / root) - 1; n >= 1; n--) upTo.set(n, n - 1);
  const countUpTo = (n: number) => upTo.get(n) ?? 0;

  for (let p = 2; p <= root; p++) {
    const smaller = countUpTo(p - 1);
    if (countUpTo(p) === smaller) continue;
    for (const [n, count] of upTo) {
      if (n < p * p) break;
      upTo.set(n, count - (countUpTo(Math.floor(n / p)) - smaller));
    }
  }
  return countUpTo(limit);
}
