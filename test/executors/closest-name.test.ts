import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { closestName } from '../../src/executors/closest-name.js';

describe('the closest name', () => {
  const names = ['event-loop', 'async-pool', 'worker-pool'];

  it('forgives a letter too many, too few, or wrong', () => {
    assert.equal(closestName('worker-pooll', names), 'worker-pool');
    assert.equal(closestName('asyncpool', names), 'async-pool');
    assert.equal(closestName('event-loap', names), 'event-loop');
    assert.equal(closestName('EVENT-LOOP', names), 'event-loop');
  });

  it('is none if nothing is near', () => {
    assert.equal(closestName('thread', names), undefined);
    assert.equal(closestName('', names), undefined);
    assert.equal(closestName('queue', []), undefined);
  });
});
