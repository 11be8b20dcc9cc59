import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wait, type Future } from '../../src/index.js';
import {
  cancelled,
  cancelledAndNotified,
  failed,
  futuresOf,
  pending,
  running,
  succeeded,
} from './bare-futures.js';
import { nextTurn } from './outcome.js';

function assertSets(
  actual: { done: Set<Future<number>>; notDone: Set<Future<number>> },
  done: Future<number>[],
  notDone: Future<number>[],
): void {
  assert.deepEqual([...actual.done], done);
  assert.deepEqual([...actual.notDone], notDone);
}

describe('wait on bare futures', () => {
  it('returns two empty sets for no futures', async () => {
    assertSets(await wait<number>([]), [], []);
    assertSets(await wait<number>([], { returnWhen: 'first-completed', timeout: 0 }), [], []);
  });

  it('waits for all by default', async () => {
    const [first, second] = [pending(), pending()];
    const waiting = wait(futuresOf(first, second));
    first.setResult(1);
    await nextTurn();
    second.setResult(2);
    assertSets(await waiting, futuresOf(first, second), []);
  });

  it('takes any iterable and counts duplicates once', async () => {
    const { future } = succeeded(1);
    function* thrice(): Iterable<Future<number>> {
      yield future;
      yield future;
      yield future;
    }
    assertSets(await wait(thrice()), [future], []);
    assertSets(await wait(new Set([future])), [future], []);
  });

  it('counts duplicates of a pending future once', async () => {
    const settler = pending();
    const waiting = wait([settler.future, settler.future]);
    settler.setResult(1);
    assertSets(await waiting, [settler.future], []);
  });

  it('counts failed and cancelled-and-notified futures as done', async () => {
    const all = futuresOf(succeeded(1), failed(new Error('x')), cancelledAndNotified());
    assertSets(await wait(all), all, []);
  });

  it('does not count a cancelled future as done before it is notified', async () => {
    const settler = cancelled();
    assertSets(await wait([settler.future], { timeout: 0 }), [], [settler.future]);
  });

  it('wakes when a cancelled future is notified', async () => {
    const settler = cancelled();
    const waiting = wait([settler.future]);
    await nextTurn();
    settler.setRunningOrNotifyCancel();
    assertSets(await waiting, [settler.future], []);
  });

  it('is not woken by the cancellation itself', async () => {
    const settler = pending();
    let isOver = false;
    const waiting = wait([settler.future]).then(() => (isOver = true));
    settler.future.cancel();
    await nextTurn();
    assert.equal(isOver, false);
    settler.setRunningOrNotifyCancel();
    await waiting;
  });

  it('is not woken when a future starts running', async () => {
    const settler = pending();
    let isOver = false;
    const waiting = wait([settler.future], { returnWhen: 'first-completed' }).then(
      () => (isOver = true),
    );
    settler.setRunningOrNotifyCancel();
    await nextTurn();
    assert.equal(isOver, false);
    settler.setResult(1);
    await waiting;
  });

  it('leaves the futures as they are when its time is over, and does not throw', async () => {
    const [done, open] = [succeeded(1), running()];
    assertSets(await wait(futuresOf(done, open), { timeout: 1 }), [done.future], [open.future]);
    assert.equal(open.future.state, 'running');
  });

  it('looks once with a timeout of zero or less', async () => {
    const [done, open] = [succeeded(1), pending()];
    for (const timeout of [0, -1]) {
      assertSets(await wait(futuresOf(done, open), { timeout }), [done.future], [open.future]);
    }
  });

  it('does not fire at once for a timeout beyond the reach of timers', async () => {
    const settler = pending();
    const waiting = wait([settler.future], { timeout: 2 ** 40 });
    await new Promise((resolve) => setTimeout(resolve, 5));
    settler.setResult(1);
    assertSets(await waiting, [settler.future], []);
  });

  it('keeps the order of the futures in its sets', async () => {
    const [first, second, third] = [pending(), pending(), pending()];
    const waiting = wait(futuresOf(first, second, third));
    third.setResult(3);
    second.setResult(2);
    first.setResult(1);
    assertSets(await waiting, futuresOf(first, second, third), []);
  });

  it('rejects with the reason of its signal, and drops nothing else', async () => {
    const settler = pending();
    const controller = new AbortController();
    const waiting = wait([settler.future], { signal: controller.signal });
    const reason = new Error('enough');
    controller.abort(reason);
    await assert.rejects(waiting, (error) => error === reason);
    assert.equal(settler.future.state, 'pending');
  });

  it('rejects at once when its signal has aborted before', async () => {
    const reason = new Error('before');
    await assert.rejects(
      wait(futuresOf(pending()), { signal: AbortSignal.abort(reason) }),
      (error) => error === reason,
    );
  });

  it('refuses an unknown returnWhen even if all are done', async () => {
    const wrong = { returnWhen: 'whenever' as 'all-completed' };
    await assert.rejects(async () => wait(futuresOf(succeeded(1)), wrong), RangeError);
    await assert.rejects(async () => wait([], wrong), RangeError);
  });

  it('can be called twice on the same futures', async () => {
    const settler = pending();
    const both = Promise.all([wait([settler.future]), wait([settler.future])]);
    settler.setResult(1);
    for (const sets of await both) assertSets(sets, [settler.future], []);
  });

  it('handles ten thousand futures', async () => {
    const settlers = Array.from({ length: 10_000 }, () => pending());
    const waiting = wait(futuresOf(...settlers));
    for (const settler of settlers) settler.setResult(1);
    assert.equal((await waiting).done.size, 10_000);
  });
});

describe("wait with 'first-completed'", () => {
  it('returns with the first that ends', async () => {
    const [first, second] = [pending(), pending()];
    const waiting = wait(futuresOf(first, second), { returnWhen: 'first-completed' });
    second.setResult(2);
    assertSets(await waiting, [second.future], [first.future]);
  });

  it('leaves a cancelled, not notified future among those not done', async () => {
    const [unnoticed, first, second] = [cancelled(), pending(), pending()];
    const waiting = wait(futuresOf(unnoticed, first, second), { returnWhen: 'first-completed' });
    first.setResult(1);
    assertSets(await waiting, [first.future], futuresOf(unnoticed, second));
  });

  it('returns at once if some are done already', async () => {
    const [noticed, done, open] = [cancelledAndNotified(), succeeded(1), pending()];
    assertSets(
      await wait(futuresOf(noticed, done, open), { returnWhen: 'first-completed' }),
      futuresOf(noticed, done),
      [open.future],
    );
  });

  it('is woken by a failure as well', async () => {
    const [first, second] = [pending(), pending()];
    const waiting = wait(futuresOf(first, second), { returnWhen: 'first-completed' });
    first.setException(new Error('x'));
    assertSets(await waiting, [first.future], [second.future]);
  });
});

describe("wait with 'first-exception'", () => {
  it('goes on after a success and returns at the first failure', async () => {
    const [first, second, third] = [pending(), pending(), pending()];
    const waiting = wait(futuresOf(first, second, third), { returnWhen: 'first-exception' });
    first.setResult(42);
    await nextTurn();
    second.setException(new Error('this is an exception'));
    assertSets(await waiting, futuresOf(first, second), [third.future]);
  });

  it('returns at once if one has failed already', async () => {
    const [broken, open] = [failed(new Error('x')), pending()];
    assertSets(
      await wait(futuresOf(broken, open), { returnWhen: 'first-exception' }),
      [broken.future],
      [open.future],
    );
  });

  for (const thrown of [undefined, null, 0, '', false]) {
    it(`takes ${String(thrown) || "''"} for a failure, before and while it waits`, async () => {
      const [broken, open] = [failed(thrown), pending()];
      const options = { returnWhen: 'first-exception' } as const;
      assertSets(await wait(futuresOf(broken, open), options), [broken.future], [open.future]);
      const [later, other] = [pending(), pending()];
      const waiting = wait(futuresOf(later, other), options);
      later.setException(thrown);
      assertSets(await waiting, [later.future], [other.future]);
    });
  }

  it('sorts the states as CPython does when some ended before', async () => {
    const [done, unnoticed, noticed, failing, open] = [
      succeeded(1),
      cancelled(),
      cancelledAndNotified(),
      pending(),
      pending(),
    ];
    const all = futuresOf(done, unnoticed, noticed, failing, open);
    const waiting = wait(all, { returnWhen: 'first-exception' });
    failing.setException(new Error('x'));
    assertSets(await waiting, futuresOf(done, noticed, failing), futuresOf(unnoticed, open));
  });

  it('is not ended by a cancellation, before or while it waits', async () => {
    const [noticed, first, second] = [cancelledAndNotified(), pending(), pending()];
    let isOver = false;
    const waiting = wait(futuresOf(noticed, first, second), { returnWhen: 'first-exception' });
    void waiting.then(() => (isOver = true));
    first.future.cancel();
    first.setRunningOrNotifyCancel();
    await nextTurn();
    assert.equal(isOver, false);
    second.setResult(2);
    assertSets(await waiting, futuresOf(noticed, first, second), []);
  });

  it('waits for all if none fails', async () => {
    const [first, second] = [pending(), pending()];
    const waiting = wait(futuresOf(first, second), { returnWhen: 'first-exception' });
    first.setResult(1);
    second.setResult(2);
    assertSets(await waiting, futuresOf(first, second), []);
  });
});
