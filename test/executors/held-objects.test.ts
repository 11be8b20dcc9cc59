import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { heldObjects } from '../../src/executors/held-objects.js';

describe('the objects that values hold', () => {
  it('are the values, what arrays and plain objects hold, and the buffers of views', () => {
    const buffer = new ArrayBuffer(8);
    const view = new Uint8Array(8);
    const held = heldObjects([1, buffer, { view, list: [buffer] }]);
    assert.ok(held.has(buffer) && held.has(view) && held.has(view.buffer));
  });

  it('end at a depth of three and at things that are not plain', () => {
    const deep = new ArrayBuffer(1);
    const inMap = new ArrayBuffer(1);
    const held = heldObjects([[[[deep]]], new Map([['key', inMap]])]);
    assert.equal(held.has(deep), false);
    assert.equal(held.has(inMap), false);
  });

  it('are found in rings and long arrays in finite time', () => {
    const ring: unknown[] = [];
    ring.push(ring);
    assert.deepEqual(heldObjects([ring]), new Set([ring]));
    assert.equal(heldObjects([Array.from({ length: 1e6 }, () => ({}))]).size, 65);
  });
});
