import assert from 'node:assert/strict';
import { setImmediate as macrotask } from 'node:timers/promises';
import { describe, it } from 'node:test';
import { asCompleted, Settler, TimeoutError, type Future } from '../../src/index.js';
import {
  cancelled,
  cancelledAndNotified,
  failed,
  futuresOf,
  pending,
  running,
  succeeded,
} from './bare-futures.js';
import { collect, collectUntilError, nextTurn } from './outcome.js';

describe('asCompleted on bare futures', () => {
  it('ends at once for no futures', async () => {
    assert.deepEqual(await collect(asCompleted([])), []);
    assert.deepEqual(await collect(asCompleted([], { timeout: 0 })), []);
  });

  it('gives those already done in the order of the input', async () => {
    const all = futuresOf(
      succeeded(1),
      failed(new Error('x')),
      cancelledAndNotified(),
      succeeded(2),
    );
    assert.deepEqual(await collect(asCompleted(all)), all);
  });

  it('gives the others in the order in which they end', async () => {
    const [first, second, third, done] = [pending(), pending(), pending(), succeeded(0)];
    const collecting = collect(asCompleted(futuresOf(first, second, third, done)));
    await nextTurn();
    third.setResult(3);
    first.setException(new Error('x'));
    await nextTurn();
    second.future.cancel();
    second.setRunningOrNotifyCancel();
    assert.deepEqual(await collecting, futuresOf(done, third, first, second));
  });

  it('gives futures, never results: a failed one does not throw', async () => {
    const error = new Error('x');
    const [given] = await collect(asCompleted([failed(error).future]));
    assert.equal(await given!.exception(), error);
  });

  it('gives a duplicate once, done or not', async () => {
    const [done, open] = [succeeded(1), pending()];
    const collecting = collect(asCompleted(futuresOf(done, open, done, open)));
    open.setResult(2);
    assert.deepEqual(await collecting, futuresOf(done, open));
  });

  it('reads any iterable, and does so at the call', () => {
    let reads = 0;
    function* source(): Iterable<Future<number>> {
      reads += 1;
      yield succeeded(1).future;
    }
    asCompleted(source());
    assert.equal(reads, 1);
  });

  it('does not give a cancelled future before it is notified', async () => {
    const settler = cancelled();
    const iterator = asCompleted([settler.future]);
    const next = iterator.next();
    let isGiven = false;
    void next.then(() => (isGiven = true));
    await nextTurn();
    assert.equal(isGiven, false);
    settler.setRunningOrNotifyCancel();
    assert.deepEqual(await next, { done: false, value: settler.future });
  });

  it('names how many are unfinished when its time is over', async () => {
    const all = futuresOf(cancelledAndNotified(), pending(), running(), succeeded(1));
    const { collected, error } = await collectUntilError(() => asCompleted(all, { timeout: 0 }));
    assert.deepEqual(collected, [all[0], all[3]]);
    assert.ok(error instanceof TimeoutError);
    assert.equal(error.message, '2 (of 4) futures unfinished');
  });

  it('counts duplicates once in that message', async () => {
    const open = pending();
    const { error } = await collectUntilError(() =>
      asCompleted(futuresOf(open, open, succeeded(1)), { timeout: -1 }),
    );
    assert.equal((error as Error).message, '1 (of 2) futures unfinished');
  });

  it('times out while it waits, and is over then', async () => {
    const iterator = asCompleted(futuresOf(pending()), { timeout: 1 });
    await assert.rejects(iterator.next(), TimeoutError);
    assert.deepEqual(await iterator.next(), { done: true, value: undefined });
  });

  it('starts its clock at the call', async () => {
    const iterator = asCompleted(futuresOf(pending()), { timeout: 1 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const next = iterator.next();
    let isOver = false;
    next.catch(() => (isOver = true));
    // No timer may be needed any more: the time was over before the first next().
    await nextTurn();
    assert.ok(isOver);
    await assert.rejects(next, TimeoutError);
  });

  it('still gives what ended in time after its time is over', async () => {
    const [first, second] = [pending(), pending()];
    const iterator = asCompleted(futuresOf(first, second), { timeout: 1 });
    first.setResult(1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(await iterator.next(), { done: false, value: first.future });
    await assert.rejects(iterator.next(), TimeoutError);
  });

  it('does not fire at once for a timeout beyond the reach of timers', async () => {
    const settler = pending();
    const next = asCompleted([settler.future], { timeout: 2 ** 40 }).next();
    await new Promise((resolve) => setTimeout(resolve, 5));
    settler.setResult(1);
    assert.deepEqual(await next, { done: false, value: settler.future });
  });

  it('rejects with the reason of its signal while it waits', async () => {
    const settler = pending();
    const controller = new AbortController();
    const next = asCompleted([settler.future], { signal: controller.signal }).next();
    const reason = new Error('enough');
    controller.abort(reason);
    await assert.rejects(next, (error) => error === reason);
    assert.equal(settler.future.state, 'pending');
  });

  it('leaves unfinished futures alone when the loop breaks', async () => {
    const [done, open] = [succeeded(1), pending()];
    for await (const future of asCompleted(futuresOf(done, open))) {
      assert.equal(future, done.future);
      break;
    }
    assert.equal(open.future.state, 'pending');
    open.setResult(2);
    assert.equal(await open.future.result(), 2);
  });

  it('is over after return()', async () => {
    const iterator = asCompleted(futuresOf(succeeded(1), succeeded(2)));
    await iterator.next();
    await iterator.return!();
    assert.deepEqual(await iterator.next(), { done: true, value: undefined });
  });

  it('ends a next() that waits when return() is called', async () => {
    const iterator = asCompleted(futuresOf(pending()));
    const next = iterator.next();
    await iterator.return!();
    assert.deepEqual(await next, { done: true, value: undefined });
  });

  it('answers several next() that wait at once in order', async () => {
    const [first, second] = [pending(), pending()];
    const iterator = asCompleted(futuresOf(first, second));
    const answers = Promise.all([iterator.next(), iterator.next(), iterator.next()]);
    second.setResult(2);
    first.setResult(1);
    assert.deepEqual(
      (await answers).map(({ value }) => value as Future<number> | undefined),
      [second.future, first.future, undefined],
    );
  });

  it('is its own iterator and disposes of itself', async () => {
    const open = pending();
    const iterator = asCompleted([open.future]);
    assert.equal(iterator[Symbol.asyncIterator](), iterator);
    await (iterator as unknown as AsyncDisposable)[Symbol.asyncDispose]();
    assert.deepEqual(await iterator.next(), { done: true, value: undefined });
  });

  it('survives a future that ends inside the loop body', async () => {
    const [first, second] = [succeeded(1), pending()];
    const given: Future<number>[] = [];
    for await (const future of asCompleted(futuresOf(first, second))) {
      given.push(future);
      if (future === first.future) second.setResult(2);
    }
    assert.deepEqual(given, futuresOf(first, second));
  });

  it('keeps no reference to a future that it has given', async () => {
    const collectGarbage = globalThis.gc;
    assert.ok(collectGarbage, 'run with --expose-gc');
    const settlers: (Settler<number> | undefined)[] = [pending(), pending(), succeeded(1)];
    const iterator = asCompleted(settlers.map((settler) => settler!.future));
    const references: WeakRef<Future<number>>[] = [];
    async function take(): Promise<void> {
      const { value } = (await iterator.next()) as { value: Future<number> };
      references.push(new WeakRef(value));
      const index = settlers.findIndex((settler) => settler?.future === value);
      settlers[index] = undefined;
    }
    await take();
    settlers[0]!.setResult(0);
    await take();
    for (let turn = 0; turn < 10; turn += 1) {
      await macrotask();
      collectGarbage();
    }
    assert.deepEqual(
      references.map((reference) => reference.deref()),
      [undefined, undefined],
    );
    assert.equal(settlers[1]!.future.state, 'pending');
    await iterator.return!();
  });
});

describe('a time limit below zero', () => {
  it('counts as zero, without a warning of Node', async () => {
    const warnings: Error[] = [];
    const listen = (warning: Error): number => warnings.push(warning);
    process.on('warning', listen);
    await assert.rejects(asCompleted(futuresOf(pending()), { timeout: -5 }).next(), TimeoutError);
    await assert.rejects(
      asCompleted(futuresOf(pending()), { timeout: -Infinity }).next(),
      TimeoutError,
    );
    await nextTurn();
    process.off('warning', listen);
    assert.deepEqual(warnings, []);
  });
});
