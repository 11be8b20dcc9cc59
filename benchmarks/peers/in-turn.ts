import { quantile } from '../../src/statistics/quantile.js';
import type { Contestant } from './contest.js';

/** One call after the other; a batch costs what this quantile of them took. */
export function inTurn(
  at: number,
  call: (input: number) => Promise<number>,
  close?: () => unknown,
): Contestant {
  let tookUs: number[] = [];
  return {
    async runBatch(inputs) {
      tookUs = [];
      let total = 0;
      for (const input of inputs) {
        const startMs = performance.now();
        total += await call(input);
        tookUs.push((performance.now() - startMs) * 1000);
      }
      return total;
    },
    lastCost: () => quantile(tookUs, at),
    ...(close && { close }),
  };
}
