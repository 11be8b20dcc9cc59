import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupsNeeded } from '../../src/statistics/sample-size.js';
import { studentTQuantile } from '../../src/statistics/student-t.js';

const halfWidth = (groups: number) => studentTQuantile(0.975, groups - 1) / Math.sqrt(groups);

test('the groups named reach the wanted width and one less does not', () => {
  const needed = groupsNeeded({ halfWidth: halfWidth(3), groups: 3 }, 0.7)!;
  assert.ok(halfWidth(needed) <= 0.7);
  assert.ok(halfWidth(needed - 1) > 0.7);
});

test('a width that 40 groups do not reach is out of reach', () => {
  assert.equal(groupsNeeded({ halfWidth: halfWidth(3), groups: 3 }, 0.1), null);
  assert.equal(groupsNeeded({ halfWidth: halfWidth(3), groups: 3 }, -1), null);
});

test('one group says nothing about how groups differ', () => {
  assert.equal(groupsNeeded({ halfWidth: 1, groups: 1 }, 0.5), null);
});
