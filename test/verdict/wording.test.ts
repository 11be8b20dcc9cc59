import assert from 'node:assert/strict';
import { test } from 'node:test';

import { percent } from '../../src/verdict/wording.js';

test('a share is told in two digits, and beyond tenfold only as that', () => {
  assert.deepEqual([0.123, 0.0456, 3, 390_000].map(percent), [
    '12 %',
    '4.6 %',
    '300 %',
    'over 1000 %',
  ]);
});
