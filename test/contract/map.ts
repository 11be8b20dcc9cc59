/** What `map` promises on every executor. After the map cases of CPython's executor.py. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wait } from '../../src/index.js';
import { holdOrThrow, hold, holdInput, type Stop } from '../fixtures/tasks/gated.js';
import { capture, identity, reciprocal, square, squareLater } from '../fixtures/tasks/plain.js';
import { throwValue } from '../fixtures/tasks/throwing.js';
import { Gate } from './gate.js';
import { collect, collectUntilError, nextTurn, range } from './outcome.js';
import { shareExecutor } from './share-executor.js';
import type { Subject } from './subjects.js';

export function mapContract(subject: Subject): void {
  describe(`${subject.name}: map`, () => {
    const shared = shareExecutor(subject);
    const stops = (gate: Gate, ...labels: string[]): Stop[] =>
      labels.map((label) => ({ port: gate.port, label }));

    it('gives the results in the order of the inputs', async () => {
      assert.deepEqual(
        await collect(shared().map(square, range(10))),
        range(10).map((n) => n * n),
      );
    });

    it('awaits async functions', async () => {
      assert.deepEqual(await collect(shared().map(squareLater, range(5))), [0, 1, 4, 9, 16]);
    });

    it('gives all results together by toArray, in order', async () => {
      assert.deepEqual(await shared().map(squareLater, range(5)).toArray(), [0, 1, 4, 9, 16]);
      assert.deepEqual(await shared().map(square, []).toArray(), []);
      assert.deepEqual(await shared().map(square, range(9), { bufferSize: 2 }).toArray(), [
        ...[0, 1, 4, 9, 16, 25, 36, 49, 64],
      ]);
    });

    it('gives by toArray what next() has not been asked for', async () => {
      const results = shared().map(square, range(5));
      const first = results.next();
      const rest = results.toArray();
      assert.deepEqual(await first, { value: 0, done: false });
      assert.deepEqual(await rest, [1, 4, 9, 16]);
      assert.deepEqual(await results.toArray(), []);
    });

    it('rejects toArray with the first error, and is over', async () => {
      const results = shared().map(reciprocal, [1, 0, 2]);
      await assert.rejects(results.toArray(), RangeError);
      assert.deepEqual(await results.next(), { value: undefined, done: true });
    });

    it('rejects toArray at the first error, while the next task still runs', async () => {
      await using gate = await Gate.open();
      await using executor = subject.open(subject.isConcurrent ? 2 : 1);
      const all = executor
        .map(holdOrThrow, [
          { port: gate.port, label: 'first', fails: true },
          { port: gate.port, label: 'second', fails: false },
        ])
        .toArray();
      await gate.arrived('first');
      gate.release('first');
      await assert.rejects(all, { message: 'first' });
      gate.releaseAll();
    });

    it('rejects toArray with an error only when the results before it are there', async () => {
      if (!subject.isConcurrent) return;
      await using gate = await Gate.open();
      await using executor = subject.open(2);
      const results = executor.map(holdOrThrow, [
        { port: gate.port, label: 'first', fails: false },
        { port: gate.port, label: 'second', fails: true },
        { port: gate.port, label: 'third', fails: false },
      ]);
      const first = results.next();
      const rest = results.toArray();
      await gate.arrived('first', 'second');
      gate.release('second');
      await gate.arrived('third');
      gate.release('first');
      assert.deepEqual(await first, { value: 'first', done: false });
      await assert.rejects(rest, { message: 'second' });
      gate.releaseAll();
    });

    it('gives nothing for no inputs', async () => {
      assert.deepEqual(await collect(shared().map(square, [])), []);
    });

    it('takes sets, strings and generators', async () => {
      function* numbers(): Iterable<number> {
        yield 3;
        yield 4;
      }
      assert.deepEqual(await collect(shared().map(square, new Set([1, 2]))), [1, 4]);
      assert.deepEqual(await collect(shared().map(identity, 'abc')), ['a', 'b', 'c']);
      assert.deepEqual(await collect(shared().map(square, numbers())), [9, 16]);
    });

    it('takes async inputs', async () => {
      async function* numbers(): AsyncIterable<number> {
        for (const n of range(5)) {
          await nextTurn();
          yield n;
        }
      }
      assert.deepEqual(await collect(shared().map(square, numbers())), [0, 1, 4, 9, 16]);
    });

    it('takes a readable stream of objects', async () => {
      const { Readable } = await import('node:stream');
      assert.deepEqual(await collect(shared().map(square, Readable.from([1, 2, 3]))), [1, 4, 9]);
    });

    it('hands the function one argument, whatever the input is', async () => {
      assert.deepEqual(await collect(shared().map(capture, [[1, 2], 'x'])), [[[1, 2]], ['x']]);
    });

    it('keeps falsy inputs and results', async () => {
      const inputs = [0, null, undefined, '', false];
      assert.deepEqual(await collect(shared().map(identity, inputs)), inputs);
    });

    it('reads all inputs and submits before it returns', async () => {
      await using gate = await Gate.open();
      let reads = 0;
      function* inputs(): Iterable<Stop> {
        for (const stop of stops(gate, 'a', 'b', 'c')) {
          reads += 1;
          yield stop;
        }
      }
      const results = shared().map(holdInput, inputs());
      assert.equal(reads, 3);
      await gate.arrived('a');
      gate.releaseAll();
      assert.deepEqual(await collect(results), ['a', 'b', 'c']);
    });

    it('runs everything though nobody takes the results', async () => {
      await using gate = await Gate.open();
      gate.releaseAll();
      shared().map(holdInput, stops(gate, 'a', 'b', 'c'));
      await gate.arrived('a', 'b', 'c');
      await gate.isEmpty();
      await shared().submit(square, 1).result();
    });

    it('keeps a failure that nobody takes silent', async () => {
      const unhandled: unknown[] = [];
      const listen = (reason: unknown): number => unhandled.push(reason);
      process.on('unhandledRejection', listen);
      shared().map(reciprocal, [0, 0, 0]);
      await shared().submit(square, 1).result();
      await nextTurn();
      process.off('unhandledRejection', listen);
      assert.deepEqual(unhandled, []);
    });

    it('throws at the place of the error, after the results before it', async () => {
      const { collected, error } = await collectUntilError(() =>
        shared().map(reciprocal, [1, 2, 0, 4]),
      );
      assert.deepEqual(collected, [1, 0.5]);
      assert.ok(error instanceof RangeError);
    });

    it('is over after an error', async () => {
      const results = shared().map(reciprocal, [0, 1]);
      await assert.rejects(results.next(), RangeError);
      assert.deepEqual(await results.next(), { done: true, value: undefined });
      assert.deepEqual(await results.next(), { done: true, value: undefined });
    });

    it('takes a thrown undefined for an error', async () => {
      const outcome = await shared()
        .map(throwValue, [undefined])
        .next()
        .then(
          () => 'no error',
          (error: unknown) => error,
        );
      assert.equal(outcome, undefined);
    });

    it('cancels what has not started when an error comes out', async () => {
      await using gate = await Gate.open();
      await using executor = subject.open();
      const results = executor.map(holdOrThrow, [
        { port: gate.port, label: 'first', fails: true },
        { port: gate.port, label: 'second', fails: false },
        { port: gate.port, label: 'third', fails: false },
      ]);
      await gate.arrived('first');
      const next = results.next();
      gate.release('first');
      await assert.rejects(next, { message: 'first' });
      gate.releaseAll();
      await executor.shutdown();
      // What was in a slot when the error came out runs on; what was pending never starts.
      assert.ok(!gate.arrivals.includes('third'), gate.arrivals.join());
    });

    it('is over after the last result', async () => {
      const results = shared().map(square, [2]);
      assert.deepEqual(await results.next(), { done: false, value: 4 });
      assert.deepEqual(await results.next(), { done: true, value: undefined });
      assert.deepEqual(await results.next(), { done: true, value: undefined });
    });

    it('answers several next() at once, in order', async () => {
      const results = shared().map(square, [1, 2]);
      const answers = await Promise.all([results.next(), results.next(), results.next()]);
      assert.deepEqual(answers, [
        { done: false, value: 1 },
        { done: false, value: 4 },
        { done: true, value: undefined },
      ]);
    });

    it('is its own iterator', async () => {
      const results = shared().map(square, [1]);
      assert.equal(results[Symbol.asyncIterator](), results);
      await collect(results);
    });

    it('can be called several times at once', async () => {
      const lists = await Promise.all(
        [1, 2, 3].map((factor) =>
          collect(
            shared().map(
              square,
              range(5).map((n) => n * factor),
            ),
          ),
        ),
      );
      assert.deepEqual(
        lists,
        [1, 2, 3].map((factor) => range(5).map((n) => (n * factor) ** 2)),
      );
    });

    it('passes on what the inputs throw', async () => {
      function* inputs(): Iterable<number> {
        yield 1;
        throw new Error('no more inputs');
      }
      const { error } = await collectUntilError(() => shared().map(square, inputs()));
      assert.equal((error as Error).message, 'no more inputs');
      assert.equal(await shared().submit(square, 2).result(), 4);
    });

    it('passes on what async inputs throw', async () => {
      async function* inputs(): AsyncIterable<number> {
        yield 1;
        await nextTurn();
        throw new Error('no more inputs');
      }
      const { error } = await collectUntilError(() => shared().map(square, inputs()));
      assert.equal((error as Error).message, 'no more inputs');
      assert.equal(await shared().submit(square, 2).result(), 4);
    });

    it('refuses what cannot be iterated, and what is no function', async () => {
      await assert.rejects(async () => collect(shared().map(square, 5 as never)), TypeError);
      await assert.rejects(async () => collect(shared().map('square' as never, [1])), TypeError);
    });

    it('leaves a future submitted in between its place in the queue', async () => {
      await using gate = await Gate.open();
      const first = shared().submit(hold, gate.port, 'first');
      const results = shared().map(holdInput, stops(gate, 'a', 'b'), { chunkSize: 1 });
      const last = shared().submit(hold, gate.port, 'last');
      gate.releaseAll();
      await wait([first, last]);
      assert.deepEqual(await collect(results), ['a', 'b']);
      assert.deepEqual(gate.arrivals, ['first', 'a', 'b', 'last']);
    });

    if (subject.isConcurrent) {
      it('gives results in order though the tasks end in another', async () => {
        await using executor = subject.open(3);
        await using gate = await Gate.open();
        const results = executor.map(holdInput, stops(gate, 'a', 'b', 'c'));
        await gate.arrived('a', 'b', 'c');
        gate.release('c');
        gate.release('b');
        const next = results.next();
        gate.release('a');
        assert.equal((await next).value, 'a');
        assert.deepEqual(await collect(results), ['b', 'c']);
      });
    }
  });
}
