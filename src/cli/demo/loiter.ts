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
  await report(`${indent}loiter(${n}): doing nothing for ${n}s...`);
  await sleep(n * secondMs);
  await report(`${indent}loiter(${n}): done.`);
  return n * 10;
});

export interface LoiterOptions {
  /** The model that runs the tasks. */
  model: string;
  secondMs: number;
}

export async function demonstrateLoitering(options: LoiterOptions, { out }: Terminal) {
  const { model, secondMs } = options;
  const say = (text: string) => out.write(stamped(text));
  say('Script starting.');
  await using executor = await openExecutor(model);
  const inputs = [0, 1, 2, 3, 4].map((n) => ({ n, secondMs }));
  const results = executor.map(loiter, inputs);
  say(`${model}: map has returned.`);
  say('Waiting for individual results:');
  let index = 0;
  for await (const result of results) say(`result ${index++}: ${result}`);
}

/** Waits until the line is out, which for a thread is when the main thread has taken it. */
function report(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(stamped(text), () => resolve()));
}

function stamped(text: string): string {
  return `[${new Date().toTimeString().slice(0, 8)}] ${text}\n`;
}
