/** `map` with `bufferSize`: lazily fed. After the buffersize cases of CPython 3.14. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ExecutorShutdownError } from '../../src/index.js';
import { holdInput } from '../fixtures/tasks/gated.js';
import { reciprocal, square } from '../fixtures/tasks/plain.js';
import { Gate } from './gate.js';
import { collect, collectUntilError, nextTurn, range } from './outcome.js';
import { shareExecutor } from './share-executor.js';
import type { Subject } from './subjects.js';

/** Counts what was read from it, and whether it was closed. */
class Source implements Iterable<number>, AsyncIterable<number> {
  reads = 0;
  isClosed = false;
  constructor(readonly end = Infinity) {}

  *[Symbol.iterator](): Iterator<number> {
    try {
      while (this.reads < this.end) {
        this.reads += 1;
        yield this.reads - 1;
      }
    } finally {
      this.isClosed = true;
    }
  }

  async *[Symbol.asyncIterator](): AsyncIterator<number> {
    for (const value of { [Symbol.iterator]: () => this[Symbol.iterator]() }) {
      await nextTurn();
      yield value;
    }
  }

  /** Only the synchronous side, for `map` to find. */
  get sync(): Iterable<number> {
    return { [Symbol.iterator]: () => this[Symbol.iterator]() };
  }
}

export function mapBufferContract(subject: Subject): void {
  describe(`${subject.name}: map with bufferSize`, () => {
    const shared = shareExecutor(subject);

    for (const bufferSize of [1, 2, 4, 8, 1000]) {
      it(`gives all results in order with bufferSize ${bufferSize}`, async () => {
        assert.deepEqual(
          await collect(shared().map(square, range(50), { bufferSize })),
          range(50).map((n) => n * n),
        );
      });
    }

    it('refuses a bufferSize below one', () => {
      for (const bufferSize of [0, -1]) {
        assert.throws(() => shared().map(square, range(4), { bufferSize }), {
          name: 'RangeError',
          message: /bufferSize/,
        });
      }
    });

    it('refuses a bufferSize that is no integer', () => {
      for (const bufferSize of ['2', 2.5, {}] as number[]) {
        assert.throws(() => shared().map(square, range(4), { bufferSize }), {
          name: 'TypeError',
          message: /bufferSize/,
        });
      }
    });

    it('refuses it before it reads any input', () => {
      const source = new Source();
      assert.throws(() => shared().map(square, source.sync, { bufferSize: 0 }), RangeError);
      assert.equal(source.reads, 0);
    });

    it('works through an infinite input as far as it is asked', async () => {
      const results = shared().map(square, new Source().sync, { bufferSize: 2 });
      for (const n of range(5)) assert.equal((await results.next()).value, n * n);
      await results.return!();
    });

    it('works through an infinite async input as far as it is asked', async () => {
      const source = new Source();
      const endless = { [Symbol.asyncIterator]: () => source[Symbol.asyncIterator]() };
      const results = shared().map(square, endless, { bufferSize: 3 });
      for (const n of range(5)) assert.equal((await results.next()).value, n * n);
      await results.return!();
      assert.ok(source.reads <= 9, String(source.reads));
    });

    it('reads exactly bufferSize inputs before it returns, and no more unasked', async () => {
      const source = new Source(10);
      const results = shared().map(square, source.sync, { bufferSize: 3 });
      assert.equal(source.reads, 3);
      await shared().submit(square, 1).result();
      await nextTurn();
      assert.equal(source.reads, 3);
      await results.return!();
    });

    it('reads one more for each result it hands out', async () => {
      const source = new Source(10);
      const results = shared().map(square, source.sync, { bufferSize: 3 });
      for (const taken of [1, 2, 3]) {
        await results.next();
        assert.equal(source.reads, 3 + taken);
      }
      await results.return!();
    });

    it('never has more than bufferSize submitted and not handed out', async () => {
      await using gate = await Gate.open();
      await using executor = subject.open();
      const inputs = range(5).map((n) => ({ port: gate.port, label: String(n) }));
      const results = executor.map(holdInput, inputs, { bufferSize: 2 });
      const next = results.next();
      await gate.arrived('0');
      const { pending, running } = executor.stats();
      assert.equal(pending + running, 2);
      gate.releaseAll();
      await next;
      await results.return!();
    });

    it('works strictly one by one with bufferSize 1', async () => {
      await using gate = await Gate.open();
      gate.releaseAll();
      const inputs = range(3).map((n) => ({ port: gate.port, label: String(n) }));
      const results = shared().map(holdInput, inputs, { bufferSize: 1 });
      await gate.arrived('0');
      await gate.isEmpty();
      await shared().submit(square, 1).result();
      assert.deepEqual(gate.arrivals, ['0']);
      assert.deepEqual(await collect(results), ['0', '1', '2']);
    });

    it('gives nothing for no inputs', async () => {
      assert.deepEqual(await collect(shared().map(square, [], { bufferSize: 5 })), []);
    });

    it('closes the input when the loop breaks', async () => {
      const source = new Source();
      const results = shared().map(square, source.sync, { bufferSize: 2 });
      await results.next();
      assert.equal(source.isClosed, false);
      await results.return!();
      assert.ok(source.isClosed);
    });

    it('closes an async input when the loop breaks', async () => {
      const source = new Source();
      const endless = { [Symbol.asyncIterator]: () => source[Symbol.asyncIterator]() };
      const results = shared().map(square, endless, { bufferSize: 2 });
      await results.next();
      await results.return!();
      await nextTurn();
      await nextTurn();
      assert.ok(source.isClosed);
    });

    it('stops reading, and closes the input, after an error', async () => {
      const source = new Source();
      const { collected, error } = await collectUntilError(() =>
        shared().map(reciprocal, source.sync, { bufferSize: 2 }),
      );
      assert.deepEqual(collected, []);
      assert.ok(error instanceof RangeError);
      assert.equal(source.reads, 2);
      assert.ok(source.isClosed);
    });

    it('passes on what the inputs throw midway, after the results before it', async () => {
      function* inputs(): Iterable<number> {
        yield* [1, 2, 3];
        throw new Error('no more inputs');
      }
      const { collected, error } = await collectUntilError(() =>
        shared().map(square, inputs(), { bufferSize: 2 }),
      );
      assert.deepEqual(collected, [1, 4, 9].slice(0, collected.length));
      assert.equal((error as Error).message, 'no more inputs');
      assert.equal(await shared().submit(square, 2).result(), 4);
    });

    it('hands out what was submitted before a shutdown, then rejects if it must feed', async () => {
      const executor = subject.open();
      const results = executor.map(square, range(4), { bufferSize: 2 });
      await executor.shutdown();
      assert.deepEqual(await results.next(), { done: false, value: 0 });
      assert.deepEqual(await results.next(), { done: false, value: 1 });
      await assert.rejects(results.next(), ExecutorShutdownError);
      assert.deepEqual(await results.next(), { done: true, value: undefined });
    });

    it('ends well after a shutdown if everything was submitted', async () => {
      const executor = subject.open();
      const results = executor.map(square, range(3), { bufferSize: 3 });
      await executor.shutdown();
      assert.deepEqual(await collect(results), [0, 1, 4]);
    });

    it('leaves no more than bufferSize unread results behind when nobody takes them', async () => {
      const source = new Source(4);
      const executor = subject.open();
      executor.map(square, source.sync, { bufferSize: 2 });
      await executor.shutdown();
      assert.equal(source.reads, 2);
    });
  });
}
