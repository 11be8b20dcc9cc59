/** Random operations on an async pool, checked step by step against a model of queue and slots. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fc } from '../fast-check.js';
import { AsyncPoolExecutor, type Future } from '../../src/index.js';
import { collect, nextTurn } from './outcome.js';

type Operation =
  | { kind: 'submit'; priority: number }
  | { kind: 'cancel'; pick: number }
  | { kind: 'finish'; pick: number; fails: boolean };

/** A task of the model; the real one is held open by `settle`. */
interface Entry {
  number: number;
  priority: number;
  state: Future<number>['state'];
  future: Future<number>;
  settle: (fails: boolean) => void;
}

const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ kind: fc.constant('submit' as const), priority: fc.integer({ min: -1, max: 1 }) }),
  fc.record({ kind: fc.constant('cancel' as const), pick: fc.nat() }),
  fc.record({ kind: fc.constant('finish' as const), pick: fc.nat(), fails: fc.boolean() }),
);

class Model {
  readonly entries: Entry[] = [];
  readonly started: number[] = [];
  readonly #concurrency: number;

  constructor(concurrency: number) {
    this.#concurrency = concurrency;
  }

  with(state: Entry['state']): Entry[] {
    return this.entries.filter((entry) => entry.state === state);
  }

  /** Starts what the free slots allow: the highest priority first, the oldest among equals. */
  fillSlots(): void {
    while (this.with('running').length < this.#concurrency) {
      const [next] = this.with('pending').sort(
        (a, b) => b.priority - a.priority || a.number - b.number,
      );
      if (next === undefined) return;
      next.state = 'running';
      this.started.push(next.number);
    }
  }
}

describe('an async pool under random operations', () => {
  it('agrees with the model in every state, count and order of starts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.array(operation, { maxLength: 25 }),
        async (concurrency, operations) => {
          const model = new Model(concurrency);
          const executor = new AsyncPoolExecutor({ concurrency });
          const started: number[] = [];
          for (const step of operations) {
            perform(step, executor, model, started);
            model.fillSlots();
            await nextTurn();
            assertAgreement(executor, model, started);
          }
          for (const { settle } of model.entries) settle(false);
          await executor.shutdown();
          assert.ok(model.entries.every(({ future }) => future.done()));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gives the results of a map in order, however the tasks end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 3 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 5 }),
        fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }),
        async (turns, concurrency, bufferSize) => {
          await using executor = new AsyncPoolExecutor({ concurrency });
          const inputs = turns.map((count, index) => ({ count, index }));
          const wait = async ({ count, index }: { count: number; index: number }) => {
            for (let turn = 0; turn < count; turn += 1) await nextTurn();
            return index;
          };
          const options = bufferSize === undefined ? {} : { bufferSize };
          assert.deepEqual(
            await collect(executor.map(wait, inputs, options)),
            inputs.map(({ index }) => index),
          );
        },
      ),
      { numRuns: 40 },
    );
  });
});

function perform(
  step: Operation,
  executor: AsyncPoolExecutor,
  model: Model,
  started: number[],
): void {
  if (step.kind === 'submit') {
    model.entries.push(submit(executor, model.entries.length, step.priority, started));
  } else if (step.kind === 'cancel') {
    const entry = model.entries[step.pick % Math.max(1, model.entries.length)];
    if (entry === undefined) return;
    const isCancellable = entry.state === 'pending' || entry.state === 'cancelled';
    assert.equal(entry.future.cancel(), isCancellable);
    if (isCancellable) entry.state = 'cancelled';
  } else {
    const running = model.with('running');
    const entry = running[step.pick % Math.max(1, running.length)];
    if (entry === undefined) return;
    entry.settle(step.fails);
    entry.state = 'finished';
  }
}

function submit(
  executor: AsyncPoolExecutor,
  number: number,
  priority: number,
  started: number[],
): Entry {
  let settle: (fails: boolean) => void = () => undefined;
  const outcome = new Promise<number>((resolve, reject) => {
    settle = (fails) => (fails ? reject(new Error(String(number))) : resolve(number));
  });
  outcome.catch(() => undefined);
  const future = executor.with({ priority }).submit(() => {
    started.push(number);
    return outcome;
  });
  return { number, priority, state: 'pending', future, settle };
}

function assertAgreement(executor: AsyncPoolExecutor, model: Model, started: number[]): void {
  assert.deepEqual(
    model.entries.map(({ future }) => future.state),
    model.entries.map(({ state }) => state),
  );
  assert.deepEqual(started, model.started);
  const { pending, running, finished } = executor.stats();
  assert.equal(pending, model.with('pending').length);
  assert.equal(running, model.with('running').length);
  assert.equal(finished, model.with('finished').length + model.with('cancelled').length);
}
