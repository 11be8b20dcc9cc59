import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../fast-check.js';
import { throughputOf } from '../../src/statistics/mean-value-analysis.js';

test('customers that only wait hinder nobody', () => {
  assert.equal(throughputOf(20, 1, []), 20);
});

test('a single server serves one customer at a time, however many there are', () => {
  assert.equal(throughputOf(10, 0, [{ demand: 1, servers: 1 }]), 1);
});

test('two stations of equal demand reach n / (n + 1) of their limit', () => {
  // Closed form of a balanced network: X(n) = n / (D (n + m - 1)) with m stations of demand D.
  const stations = [
    { demand: 0.5, servers: 1 },
    { demand: 0.5, servers: 1 },
  ];
  for (const n of [1, 2, 5, 50]) {
    assert.equal(throughputOf(n, 0, stations).toFixed(9), ((2 * n) / (n + 1)).toFixed(9));
  }
});

test('no throughput is above the asymptotic bounds, and more customers never lower it', () => {
  const part = fc.double({ min: 0.01, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), part, part, part, (n, delay, first, second) => {
      const stations = [
        { demand: first, servers: 1 },
        { demand: second, servers: 2 },
      ];
      const rate = throughputOf(n, delay, stations);
      const bound = Math.min(n / (delay + first + second), 1 / first, 2 / second);
      assert.ok(rate <= bound * (1 + 1e-9));
      assert.ok(throughputOf(n + 1, delay, stations) >= rate * (1 - 1e-9));
    }),
  );
});
