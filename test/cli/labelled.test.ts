import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../fast-check.js';
import { labelled } from '../../src/cli/labelled.js';

test('lines after the first start where the text starts', () => {
  assert.equal(
    labelled('sleep  ', 'waits for a timer and lets go of the loop', 27),
    'sleep  waits for a timer\n       and lets go of the\n       loop\n',
  );
});

test('no word is lost, and no line is longer than it may be unless a word is', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 });
  fc.assert(
    fc.property(words, fc.integer({ min: 40, max: 120 }), (text, width) => {
      const lines = labelled('label ', text.join(' '), width).trimEnd().split('\n');
      assert.ok(lines.every((line) => line.length <= width));
      assert.deepEqual(
        lines.flatMap((line) => line.slice(6).split(' ')),
        text,
      );
    }),
  );
});
