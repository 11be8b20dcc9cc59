import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { holmAdjusted } from '../../src/statistics/holm.js';

test('adjusted values are those of R', () => {
  // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")
  const adjusted = holmAdjusted([0.01, 0.04, 0.03, 0.005]);
  const expected = [0.03, 0.06, 0.06, 0.02];
  for (const [i, value] of expected.entries()) assert.ok(Math.abs(adjusted[i]! - value) < 1e-12);
});

test('adjusting keeps the order, never lowers a value, and stops at 1', () => {
  const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 });
  fc.assert(
    fc.property(pValues, (values) => {
      const adjusted = holmAdjusted(values);
      assert.equal(adjusted.length, values.length);
      for (const [i, value] of values.entries()) {
        assert.ok(adjusted[i]! >= value && adjusted[i]! <= 1);
        for (const [j, other] of values.entries()) {
          if (value < other) assert.ok(adjusted[i]! <= adjusted[j]!);
        }
      }
    }),
  );
});
