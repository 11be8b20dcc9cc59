/** `map` with `chunkSize`: whatever travels together, the caller sees single items. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { holdOrThrow, holdInput } from '../fixtures/tasks/gated.js';
import { identity, reciprocal, square, squareLater } from '../fixtures/tasks/plain.js';
import { Gate } from './gate.js';
import { collect, collectUntilError, range } from './outcome.js';
import { shareExecutor } from './share-executor.js';
import type { Subject } from './subjects.js';

export function mapChunksContract(subject: Subject): void {
  describe(`${subject.name}: map with chunkSize`, () => {
    const shared = shareExecutor(subject);

    for (const chunkSize of [1, 3, 6, 40, 50, 'auto'] as const) {
      it(`gives the same results with chunkSize ${chunkSize}`, async () => {
        const expected = range(40).map((n) => n * n);
        assert.deepEqual(await collect(shared().map(square, range(40), { chunkSize })), expected);
        assert.deepEqual(
          await collect(shared().map(squareLater, range(40), { chunkSize })),
          expected,
        );
      });
    }

    it('refuses a chunkSize below one', () => {
      for (const chunkSize of [0, -1]) {
        assert.throws(() => shared().map(square, range(4), { chunkSize }), {
          name: 'RangeError',
          message: /chunkSize/,
        });
      }
    });

    it('refuses a chunkSize that is neither an integer nor auto', () => {
      for (const chunkSize of ['3', 1.5, {}] as number[]) {
        assert.throws(() => shared().map(square, range(4), { chunkSize }), {
          message: /chunkSize/,
        });
      }
    });

    it('loses no result before an error in the same chunk', async () => {
      const { collected, error } = await collectUntilError(() =>
        shared().map(reciprocal, [1, 2, 0, 4], { chunkSize: 4 }),
      );
      assert.deepEqual(collected, [1, 0.5]);
      assert.ok(error instanceof RangeError);
    });

    if (subject.followsChunks) {
      it('hands out the first result of a chunk while the others still run', async () => {
        await using gate = await Gate.open();
        const inputs = ['a', 'b', 'c'].map((label) => ({ port: gate.port, label }));
        const results = shared().map(holdInput, inputs, { chunkSize: 3 });
        gate.release('a');
        assert.deepEqual(await results.next(), { done: false, value: 'a' });
        gate.releaseAll();
        assert.deepEqual(await collect(results), ['b', 'c']);
      });
    }

    if (subject.followsChunks) {
      it('does not start the rest of a chunk after it was closed', async () => {
        await using gate = await Gate.open();
        const inputs = ['a', 'b', 'c', 'd'].map((label) => ({ port: gate.port, label }));
        const results = shared().map(holdInput, inputs, { chunkSize: 4 });
        await gate.arrived('a');
        await results.return!();
        gate.releaseAll();
        await shared().submit(square, 1).result();
        assert.deepEqual(gate.arrivals, ['a']);
      });

      it('does not start the rest of a chunk after an error came out of it', async () => {
        await using gate = await Gate.open();
        const inputs = ['a', 'b', 'c', 'd'].map((label) => ({
          port: gate.port,
          label,
          fails: label === 'a',
        }));
        gate.release('a');
        const results = shared().map(holdOrThrow, inputs, { chunkSize: 4 });
        await assert.rejects(results.next(), { message: 'a' });
        gate.releaseAll();
        await shared().submit(square, 1).result();
        assert.ok(
          !gate.arrivals.includes('c') && !gate.arrivals.includes('d'),
          gate.arrivals.join(),
        );
      });
    }

    it('counts items, not chunks, in bufferSize', async () => {
      let reads = 0;
      function* inputs(): Iterable<number> {
        while (reads < 100) yield reads++;
      }
      const results = shared().map(square, inputs(), { chunkSize: 5, bufferSize: 10 });
      assert.equal(reads, 10);
      assert.equal((await results.next()).value, 0);
      assert.ok(reads <= 11, String(reads));
      assert.equal((await collect(results)).length, 99);
    });

    for (const options of [
      { chunkSize: 7, bufferSize: 3 },
      { chunkSize: 3, bufferSize: 7 },
      { chunkSize: 5, bufferSize: 1 },
      { chunkSize: 'auto', bufferSize: 13 },
    ] as const) {
      it(`works with chunkSize ${options.chunkSize} and bufferSize ${options.bufferSize}`, async () => {
        assert.deepEqual(
          await collect(shared().map(square, range(60), options)),
          range(60).map((n) => n * n),
        );
      });
    }

    it('keeps thousands of small items in exact order', async () => {
      assert.deepEqual(await collect(shared().map(identity, range(3000))), range(3000));
    });

    it('counts items in its statistics', async () => {
      const before = shared().stats().finished;
      await collect(shared().map(square, range(20), { chunkSize: 5 }));
      assert.equal(shared().stats().finished, before + 20);
    });

    if (subject.isConcurrent) {
      it('spreads a few long items over all slots', async () => {
        await using executor = subject.open(2);
        await using gate = await Gate.open();
        const inputs = ['a', 'b'].map((label) => ({ port: gate.port, label }));
        const results = executor.map(holdInput, inputs, { chunkSize: 'auto' });
        await gate.arrived('a', 'b');
        gate.releaseAll();
        assert.deepEqual(await collect(results), ['a', 'b']);
      });
    }
  });
}
