/** What a future can do, in a few lines each: cancel, time out, fail, call back, come first. */
import { setTimeout as sleep } from 'node:timers/promises';

import { openExecutor, portable, wait, type Executor } from '../../index.js';
import type { Terminal } from '../terminal.js';

/** Waits, and returns how long. */
export const nap = portable(import.meta.url, async function nap(ms: number) {
  await sleep(ms);
  return ms;
});

/** Fails, as tasks do. */
export const divide = portable(import.meta.url, function divide(dividend: number, divisor: number) {
  if (divisor === 0) throw new RangeError('division by zero');
  return dividend / divisor;
});

/** Plays the scenes in turn, each on an executor of its own. */
export async function demonstrateFutures({ model }: { model: string }, { out }: Terminal) {
  for (const scene of [cancel, timeOut, fail, callBack, comeFirst]) {
    await using executor = await openExecutor(model);
    await scene(executor, (line) => out.write(`${line}\n`));
    out.write('\n');
  }
}

type Say = (line: string) => void;

async function cancel(executor: Executor, say: Say) {
  say('Cancel: a task that has not started can be called off.');
  const first = executor.submit(nap, 50);
  executor.submit(nap, 50);
  const third = executor.submit(nap, 50);
  say(`  first: ${first}   third: ${third}`);
  say(`  first.cancel() -> ${first.cancel()}`);
  say(`  third.cancel() -> ${third.cancel()}`);
  say(`  await first.result() -> ${await outcomeOf(first.result())}`);
  say(`  await third.result() -> ${await outcomeOf(third.result())}`);
}

async function timeOut(executor: Executor, say: Say) {
  say('Timeout: it ends the waiting, not the task.');
  const future = executor.submit(nap, 100);
  say(
    `  await future.result({ timeout: 10 }) -> ${await outcomeOf(future.result({ timeout: 10 }))}`,
  );
  say(`  future: ${future}`);
  say(`  await future.result() -> ${await outcomeOf(future.result())}`);
}

async function fail(executor: Executor, say: Say) {
  say('Exception: it waits in the future until somebody asks for the result.');
  const future = executor.submit(divide, 1, 0);
  await wait([future]);
  say(`  future: ${future}`);
  say(`  await future.exception() -> ${await future.exception()}`);
  say(`  await future.result() -> ${await outcomeOf(future.result())}`);
}

async function callBack(executor: Executor, say: Say) {
  say('Callbacks: they run as soon as the future is done, in the order they were added.');
  const future = executor.submit(divide, 6, 3);
  future.addDoneCallback((done) => say(`  first callback: ${done}`));
  future.addDoneCallback(() => say('  second callback'));
  await future.result();
  future.addDoneCallback(() => say('  a callback added now runs at once'));
}

async function comeFirst(executor: Executor, say: Say) {
  say('First completed: wait for whichever is done first.');
  const slow = executor.submit(nap, 200);
  const quick = executor.submit(nap, 20);
  const { done, notDone } = await wait([slow, quick], { returnWhen: 'first-completed' });
  say(`  done: ${[...done].join(', ')}`);
  say(`  not done: ${[...notDone].join(', ')}`);
}

/** What awaiting gives: `returned 50`, or `raised TimeoutError: ...`. */
async function outcomeOf(result: Promise<unknown>): Promise<string> {
  return result.then(
    (value) => `returned ${value}`,
    (error: unknown) => `raised ${error}`,
  );
}
