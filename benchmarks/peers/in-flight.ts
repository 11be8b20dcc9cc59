import type { Contestant } from './contest.js';

type Call = (input: number) => Promise<number>;

/** Keeps so many calls in flight until the inputs are used up. */
export function keeping(inFlight: number, call: Call, close?: () => unknown): Contestant {
  return {
    async runBatch(inputs) {
      const waiting = inputs.values();
      let total = 0;
      const lane = async () => {
        for (const input of waiting) {
          const result = await call(input);
          total += result;
        }
      };
      await Promise.all(Array.from({ length: inFlight }, lane));
      return total;
    },
    ...(close && { close }),
  };
}

/** Calls with 256 inputs at once, two chunks in flight on each of two workers. */
export function inChunks(
  call: (inputs: number[]) => Promise<number[]>,
  close?: () => unknown,
): Contestant {
  const chunkSize = 256;
  return {
    async runBatch(inputs) {
      const starts = Array.from(
        { length: Math.ceil(inputs.length / chunkSize) },
        (_, n) => n * chunkSize,
      ).values();
      let total = 0;
      const lane = async () => {
        for (const start of starts) {
          const results = await call(inputs.slice(start, start + chunkSize));
          for (const result of results) total += result;
        }
      };
      await Promise.all(Array.from({ length: 4 }, lane));
      return total;
    },
    ...(close && { close }),
  };
}
