import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import {
  rankOf,
  Sleeper,
  withListener,
  withoutListener,
  type Audience,
  type Listener,
} from '../../src/futures/audience.js';

const waiter = () => ({ futureDone: () => undefined });
const sleeper = () =>
  new Sleeper<never>(
    () => undefined,
    () => undefined,
  );

describe('the audience of a future', () => {
  it('keeps a single listener as it is and several in order', () => {
    const [first, second, third] = [waiter(), waiter(), waiter()];
    let audience: Audience<string> = withListener(undefined, first);
    assert.equal(audience, first);
    audience = withListener(withListener(audience, second), third);
    assert.deepEqual(audience, [first, second, third]);
  });

  it('forgets a listener that leaves, and only that one', () => {
    const [first, second] = [waiter(), waiter()];
    const both = withListener(withListener<string>(undefined, first), second);
    assert.deepEqual(withoutListener(both, first), [second]);
    assert.equal(withoutListener(first, first), undefined);
    assert.equal(withoutListener(first, second), first);
    assert.equal(withoutListener(undefined, second), undefined);
  });

  it('keeps a callback as often as it was added', () => {
    const callback = () => undefined;
    const audience = withListener<string>(withListener<string>(undefined, callback), callback);
    assert.deepEqual(audience, [callback, callback]);
  });

  it('tells waiters, sleepers and callbacks apart', () => {
    const listeners: Listener<string>[] = [waiter(), sleeper(), () => undefined];
    assert.deepEqual(listeners.map(rankOf), ['waiters', 'sleepers', 'callbacks']);
  });
});
