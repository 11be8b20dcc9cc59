/** How a `map` ends before its last result: closed, out of time, aborted. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TimeoutError } from '../../src/index.js';
import { hold, holdInput, type Stop } from '../fixtures/tasks/gated.js';
import { square } from '../fixtures/tasks/plain.js';
import { Gate } from './gate.js';
import { collect } from './outcome.js';
import { shareExecutor } from './share-executor.js';
import type { Subject } from './subjects.js';

export function mapEndsContract(subject: Subject): void {
  describe(`${subject.name}: map that ends early`, () => {
    const shared = shareExecutor(subject);
    const stops = (gate: Gate, ...labels: string[]): Stop[] =>
      labels.map((label) => ({ port: gate.port, label }));

    it('cancels the rest when the loop breaks', async () => {
      await using gate = await Gate.open();
      gate.release('a');
      const taken: string[] = [];
      for await (const label of shared().map(holdInput, stops(gate, 'a', 'b', 'c', 'd'))) {
        taken.push(label);
        break;
      }
      assert.deepEqual(taken, ['a']);
      assert.equal(shared().stats().pending, 0);
      gate.releaseAll();
      await shared().submit(square, 1).result();
      assert.ok(!gate.arrivals.includes('d'), gate.arrivals.join());
    });

    it('cancels the rest on return()', async () => {
      await using gate = await Gate.open();
      const results = shared().map(holdInput, stops(gate, 'a', 'b'));
      await gate.arrived('a');
      assert.deepEqual(await results.return!(), { done: true, value: undefined });
      assert.deepEqual(await results.next(), { done: true, value: undefined });
      assert.equal(shared().stats().pending, 0);
      gate.releaseAll();
      await shared().submit(square, 1).result();
      assert.deepEqual(gate.arrivals, ['a']);
    });

    it('cancels the rest when it is disposed of', async () => {
      await using gate = await Gate.open();
      const results = shared().map(holdInput, stops(gate, 'a', 'b'));
      await (results as unknown as AsyncDisposable)[Symbol.asyncDispose]();
      assert.equal(shared().stats().pending, 0);
      gate.releaseAll();
      await shared().submit(square, 1).result();
      assert.ok(!gate.arrivals.includes('b'));
    });

    it('ends toArray with what was there when return() is called', async () => {
      await using gate = await Gate.open();
      gate.release('a');
      const results = shared().map(holdInput, stops(gate, 'a', 'b'));
      const all = results.toArray();
      await gate.arrived('b');
      await results.return!();
      const taken = await all;
      assert.ok(taken.length <= 1 && taken.every((label) => label === 'a'), taken.join());
    });

    it('rejects toArray when a result is not there in time', async () => {
      await using gate = await Gate.open();
      const results = shared().map(holdInput, stops(gate, 'a'), { timeout: 1 });
      await assert.rejects(results.toArray(), TimeoutError);
    });

    it('ends a next() that waits when return() is called', async () => {
      await using gate = await Gate.open();
      const results = shared().map(holdInput, stops(gate, 'a'));
      const next = results.next();
      await results.return!();
      assert.deepEqual(await next, { done: true, value: undefined });
      gate.releaseAll();
      await shared().submit(square, 1).result();
    });

    it('times out, is over then, and has cancelled the rest', async () => {
      await using gate = await Gate.open();
      const results = shared().map(holdInput, stops(gate, 'a', 'b'), { timeout: 5 });
      await assert.rejects(results.next(), TimeoutError);
      assert.deepEqual(await results.next(), { done: true, value: undefined });
      assert.equal(shared().stats().pending, 0);
      gate.releaseAll();
      await shared().submit(square, 1).result();
      assert.ok(!gate.arrivals.includes('b'));
    });

    it('gives the results that came in time before it times out', async () => {
      await using gate = await Gate.open();
      gate.release('a', 'b');
      const results = shared().map(holdInput, stops(gate, 'a', 'b', 'c'), { timeout: 60_000 });
      assert.equal((await results.next()).value, 'a');
      assert.equal((await results.next()).value, 'b');
      await results.return!();
      gate.releaseAll();
      await shared().submit(square, 1).result();
    });

    it('looks once with timeout 0: the current one is cancelled too', async () => {
      await using gate = await Gate.open();
      await using executor = subject.open();
      const first = executor.submit(hold, gate.port, 'first');
      const results = executor.map(holdInput, stops(gate, 'second', 'third'), { timeout: 0 });
      await assert.rejects(results.next(), TimeoutError);
      gate.releaseAll();
      await first.result();
      await executor.shutdown();
      assert.deepEqual(gate.arrivals, ['first']);
    });

    it('does not fire at once for a timeout beyond the reach of timers', async () => {
      assert.deepEqual(await collect(shared().map(square, [1, 2], { timeout: 2 ** 40 })), [1, 4]);
      assert.deepEqual(await collect(shared().map(square, [1, 2], { timeout: Infinity })), [1, 4]);
    });

    it('rejects with the reason of its signal and cancels the rest', async () => {
      await using gate = await Gate.open();
      const controller = new AbortController();
      const { signal } = controller;
      const results = shared().map(holdInput, stops(gate, 'a', 'b'), { signal });
      await gate.arrived('a');
      const next = results.next();
      const reason = new Error('enough');
      controller.abort(reason);
      await assert.rejects(next, (error) => error === reason);
      assert.equal(shared().stats().pending, 0);
      gate.releaseAll();
      await shared().submit(square, 1).result();
      assert.deepEqual(gate.arrivals, ['a']);
    });

    it('does not disturb other tasks of the executor when it is closed', async () => {
      await using gate = await Gate.open();
      const results = shared().map(holdInput, stops(gate, 'a', 'b'));
      const other = shared().submit(square, 7);
      await results.return!();
      gate.releaseAll();
      assert.equal(await other.result(), 49);
    });

    if (subject.isConcurrent) {
      it('lets running tasks finish when it is closed', async () => {
        await using executor = subject.open(2);
        await using gate = await Gate.open();
        const results = executor.map(holdInput, stops(gate, 'a', 'b', 'c'));
        await gate.arrived('a', 'b');
        await results.return!();
        assert.equal(executor.stats().running, 2);
        gate.releaseAll();
        await executor.shutdown();
        assert.deepEqual([...gate.arrivals].sort(), ['a', 'b']);
      });
    }
  });
}
