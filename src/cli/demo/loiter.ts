/** Five tasks on three workers: who starts when, who ends when, and in which order `map` hands out. */
import { setTimeout as sleep } from 'node:timers/promises';

import { openExecutor, portable } from '../../index.js';
import type { Terminal } from '../terminal.js';

interface LoiterInput {
  n: number;
  /** How long a second of the demo lasts. */
  secondMs: number;
}

/** Does nothing for n seconds, tells so, and returns ten times n. */
export const loiter = portable(import.meta.url, async function loiter(input: LoiterInput) {
  const { n, secondMs } = input;
  const indent = '\t'.repeat(n);
  say(process.stdout, `${indent}loiter(${n}): doing nothing for ${n}s...`);
  await sleep(n * secondMs);
  say(process.stdout, `${indent}loiter(${n}): done.`);
  return n * 10;
});

export interface LoiterOptions {
  /** The model that runs the tasks. */
  model: string;
  secondMs: number;
}

export async function demonstrateLoitering(options: LoiterOptions, { out }: Terminal) {
  const { model, secondMs } = options;
  say(out, 'Script starting.');
  await using executor = await openExecutor(model);
  const inputs = [0, 1, 2, 3, 4].map((n) => ({ n, secondMs }));
  const results = executor.map(loiter, inputs);
  say(out, `${model}: map has returned.`);
  say(out, 'Waiting for individual results:');
  let index = 0;
  for await (const result of results) say(out, `result ${index++}: ${result}`);
}

/** Prints a line behind the time of day. */
function say(stream: { write(text: string): unknown }, text: string): void {
  stream.write(`[${new Date().toTimeString().slice(0, 8)}] ${text}\n`);
}
