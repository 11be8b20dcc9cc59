import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { checkWaitOptions, startLimit, startTimer } from '../../src/futures/limit.js';

const fails = {
  expired: () => assert.fail('it has no time to expire'),
  aborted: () => assert.fail('it has no signal'),
};

describe('a limit on waiting', () => {
  it('is none without a timeout and a signal', () => {
    assert.equal(startLimit({}, fails), undefined);
  });

  it('expires once', async () => {
    const reached: string[] = [];
    await new Promise<void>((resolve) => {
      startLimit(
        { timeout: 1 },
        { ...fails, expired: () => resolve(void reached.push('expired')) },
      );
    });
    assert.deepEqual(reached, ['expired']);
  });

  it('hands on the reason of an abort, also of one before it started', () => {
    const reasons: unknown[] = [];
    const aborted = (reason: unknown) => reasons.push(reason);
    const controller = new AbortController();
    startLimit({ signal: controller.signal }, { ...fails, aborted });
    controller.abort('first');
    startLimit({ signal: controller.signal }, { ...fails, aborted });
    assert.deepEqual(reasons, ['first', 'first']);
  });

  it('neither expires nor aborts after it was stopped', async () => {
    const controller = new AbortController();
    startLimit({ timeout: 0, signal: controller.signal }, fails)?.stop();
    controller.abort();
    await new Promise((resolve) => setTimeout(resolve, 1));
  });

  it('does not expire at once where Node fires too large a timer at once', async () => {
    const timer = startTimer(2 ** 40, () => assert.fail('expired at once'));
    await new Promise((resolve) => setTimeout(resolve, 2));
    clearTimeout(timer);
  });

  it('needs no timer for an infinite time', () => {
    assert.equal(startTimer(Infinity, fails.expired), undefined);
  });

  it('refuses what is no time or no signal', () => {
    assert.throws(() => checkWaitOptions({ timeout: NaN }), /timeout: expected milliseconds/);
    assert.throws(() => checkWaitOptions({ timeout: '1' as never }), /received string/);
    assert.throws(() => checkWaitOptions({ signal: {} as never }), /expected an AbortSignal/);
  });
});
