/** The lock of Node, on one page: which kinds of work run side by side on one loop, and which on two. */
import { pbkdf2 } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import { openExecutor, portable, type Executor } from '../../index.js';
import type { Terminal } from '../terminal.js';

/** Keeps the loop busy, in strides: nothing else runs on it meanwhile. */
export const compute = portable(import.meta.url, function compute(strides: number) {
  let state = 1;
  for (let stride = 0; stride < strides; stride++) state = thousandSteps(state);
  return state;
});

/** Called often, it is soon compiled for speed; one long loop might stay slow to its end. */
function thousandSteps(state: number): number {
  for (let n = 0; n < 1000; n++) state = (Math.imul(state, 1664525) + 1013904223) | 0;
  return state;
}

/** Lets go of the loop while a timer runs. */
export const waitFor = portable(import.meta.url, async function waitFor(ms: number) {
  await sleep(ms);
});

/** Computes, but in the threads of libuv, which need no loop. */
export const derive = portable(import.meta.url, async function derive(iterations: number) {
  await promisify(pbkdf2)('password', 'salt', iterations, 32, 'sha512');
});

interface Work {
  title: string;
  task(amount: number): unknown;
  amount: number;
}

/** Each takes around a tenth of a second. */
const works: Work[] = [
  { title: 'compute in a loop', task: compute, amount: 80_000 },
  { title: 'wait for a timer', task: waitFor, amount: 100 },
  { title: 'hash a password (native)', task: derive, amount: 180_000 },
];
const models = ['async-pool:2', 'worker-pool:2'];
const columnWidths = [26, 9, 13, 15];

export async function demonstrateGil({ out }: Terminal) {
  for (const model of models) {
    await using executor = await openExecutor(model);
    out.write(row([model, 'alone', 'two at once']));
    for (const work of works) out.write(row(await measuredRow(executor, work)));
    out.write('\n');
  }
  out.write(
    "The event loop is Node's GIL: a computation keeps it to itself, and a second one has to wait\n" +
      'its turn. Waiting lets go of it, and so does native code. A worker has a loop of its own.\n',
  );
}

async function measuredRow(executor: Executor, work: Work): Promise<string[]> {
  // The threads start and the code is compiled before anything is timed.
  await timeTogether(executor, work, 2);
  const aloneMs = await timeTogether(executor, work, 1);
  const twoMs = await timeTogether(executor, work, 2);
  const finding = twoMs < 1.5 * aloneMs ? 'side by side' : 'one by one';
  return [work.title, `${aloneMs.toFixed(0)} ms`, `${twoMs.toFixed(0)} ms`, finding];
}

async function timeTogether(executor: Executor, { task, amount }: Work, tasks: number) {
  const started = performance.now();
  const futures = Array.from({ length: tasks }, () => executor.submit(task, amount));
  await Promise.all(futures.map((future) => future.result()));
  return performance.now() - started;
}

function row([title = '', ...cells]: string[]): string {
  const [titleWidth = 0, ...widths] = columnWidths;
  const padded = cells.map((cell, index) => cell.padStart(widths[index] ?? 0));
  return `${title.padEnd(titleWidth)}${padded.join('')}\n`;
}
