import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { describe, it } from 'node:test';
import { listenForAbort, stopListening } from '../../src/futures/abort-audience.js';

describe('listenForAbort', () => {
  it('puts one listener on a signal for all who listen, and takes it away with the last', () => {
    const { signal } = new AbortController();
    const listeners = Array.from({ length: 30 }, () => ({ abort() {} }));
    for (const listener of listeners) listenForAbort(signal, listener);
    assert.equal(getEventListeners(signal, 'abort').length, 1);
    for (const listener of listeners) stopListening(signal, listener);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });

  it('tells all who listen of the reason, in the order in which they came', () => {
    const controller = new AbortController();
    const told: unknown[] = [];
    for (const name of ['first', 'second']) {
      listenForAbort(controller.signal, { abort: (reason) => told.push([name, reason]) });
    }
    controller.abort('over');
    assert.deepEqual(told, [
      ['first', 'over'],
      ['second', 'over'],
    ]);
  });

  it('tells nobody who stopped listening because of what another did', () => {
    const controller = new AbortController();
    const { signal } = controller;
    const second = { abort: () => assert.fail('was told') };
    listenForAbort(signal, { abort: () => stopListening(signal, second) });
    listenForAbort(signal, second);
    controller.abort();
  });
});
