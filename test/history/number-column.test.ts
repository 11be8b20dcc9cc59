import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { fc } from '../fast-check.js';
import { lengthOf, packNumbers, unpackNumbers } from '../../src/history/number-column.js';
import { seededRandom } from '../../src/statistics/random.js';

const random = seededRandom(1);

test('times near each other take less than their text', () => {
  const times = Array.from({ length: 400 }, () => Number((412 + 8 * random()).toPrecision(5)));
  assert.ok(compressed(packNumbers(times).bytes) < 0.95 * compressedText(times));
});

test('sizes in pages of memory take a byte each where they are near each other', () => {
  const pages = [12_267, 12_300, 12_299, 12_290, 12_310];
  const { form, bytes } = packNumbers(pages.map((page) => page * 4096));
  assert.ok('whole' in form && form.factor === 4096);
  assert.ok(bytes.length <= 2 * pages.length);
});

test('times from microseconds to seconds take less than their text', () => {
  const times = Array.from({ length: 400 }, () =>
    Number((10 ** (random() * 6 - 3)).toPrecision(5)),
  );
  assert.ok(compressed(packNumbers(times).bytes) < 0.9 * compressedText(times));
});

test('pairs of unlike numbers are told apart', () => {
  const pairs = Array.from({ length: 400 }, () => [1 + Math.floor(3 * random()), 100_000]).flat();
  assert.ok('pairs' in packNumbers(pairs).form);
  assert.ok(compressed(packNumbers(pairs).bytes) < 130);
});

test('the same number all over takes no byte', () => {
  assert.equal(packNumbers([7, 7, 7]).bytes.length, 0);
});

test('every list of finite numbers comes back as it was', () => {
  const rounded = fc
    .tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 1, max: 17 }))
    .map(([value, digits]) => Number(value.toPrecision(digits)));
  const alike = fc
    .double({ min: 0, max: 1000, noNaN: true })
    .map((value) => Number(value.toFixed(3)));
  const lists = [fc.maxSafeInteger(), fc.integer(), rounded, alike].map((number) =>
    fc.array(number),
  );
  fc.assert(
    fc.property(fc.oneof(...lists), (list) => {
      // JSON has no negative zero.
      const numbers = list.map((number) => number + 0);
      const packed = packNumbers(numbers);
      assert.deepEqual(unpackNumbers(packed), numbers);
      assert.equal(packed.bytes.length, lengthOf(packed.form));
    }),
    { seed: 1, numRuns: 2_000 },
  );
});

function compressed(bytes: Uint8Array): number {
  return brotliCompressSync(bytes).length;
}

function compressedText(numbers: readonly number[]): number {
  return compressed(Buffer.from(JSON.stringify(numbers)));
}
