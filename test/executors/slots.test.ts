import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { Slots } from '../../src/executors/slots.js';

describe('the slots of a worker', () => {
  it('are taken from the first on, and again when they are free', () => {
    const slots = new Slots(3);
    assert.deepEqual([slots.take(), slots.take()], [0, 1]);
    slots.release(0);
    assert.equal(slots.take(), 0);
    assert.deepEqual([slots.taken, slots.hasFree], [2, true]);
  });

  it('have room for one behind each that is taken', () => {
    const slots = new Slots(2);
    assert.equal(slots.hasRoomBehind, false);
    assert.deepEqual([slots.take(), slots.take(), slots.take(), slots.take()], [0, 1, 0, 1]);
    assert.deepEqual([slots.taken, slots.hasFree, slots.hasRoomBehind], [2, false, false]);
  });

  it('are free only when both that they held are gone', () => {
    const slots = new Slots(1);
    slots.take();
    slots.take();
    slots.release(0);
    assert.deepEqual([slots.taken, slots.hasFree, slots.hasRoomBehind], [1, false, true]);
    slots.release(0);
    assert.deepEqual([slots.taken, slots.hasFree, slots.hasRoomBehind], [0, true, false]);
  });
});
