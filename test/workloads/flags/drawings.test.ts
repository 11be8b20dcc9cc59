import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32, inflateSync } from 'node:zlib';

import { countryCodes, drawingOf, type CountryCode } from '../../../workloads/flags/drawings.js';
import { paintFlag } from '../../../workloads/flags/paint.js';

const pictures = new Map(countryCodes.map((code) => [code, decodePng(paintFlag(drawingOf(code)))]));

test('there are twenty flags, in the order of the classic example', () => {
  assert.equal(
    countryCodes.join(' '),
    'CN IN US ID BR PK NG BD RU JP MX PH VN ET EG DE IR TR CD FR',
  );
});

test('each flag is a PNG file three wide and two high', () => {
  for (const [code, { width, height }] of pictures) {
    assert.equal(width * 2, height * 3, code);
  }
});

test('no two flags look the same', () => {
  const looks = new Set([...pictures.values()].map(({ pixels }) => pixels.toString('base64')));
  assert.equal(looks.size, 20);
});

test('a flag is drawn the same each time', () => {
  for (const code of countryCodes) {
    assert.deepEqual(paintFlag(drawingOf(code)), paintFlag(drawingOf(code)));
  }
});

test('the colours stand where they belong', () => {
  assert.deepEqual(
    coloursOf('FR', [0.1, 0.5], [0.5, 0.5], [0.9, 0.5]),
    [0x002395, 0xffffff, 0xed2939],
  );
  assert.deepEqual(
    coloursOf('DE', [0.5, 0.1], [0.5, 0.5], [0.5, 0.9]),
    [0x000000, 0xdd0000, 0xffce00],
  );
  assert.deepEqual(coloursOf('JP', [0.5, 0.5], [0.1, 0.1]), [0xbc002d, 0xffffff]);
  assert.deepEqual(coloursOf('VN', [0.5, 0.5], [0.1, 0.1]), [0xffff00, 0xda251d]);
  assert.deepEqual(
    coloursOf('US', [0.9, 0.02], [0.9, 0.12], [0.02, 0.02]),
    [0xb22234, 0xffffff, 0x3c3b6e],
  );
});

/** The colours at points given as shares of width and height. */
function coloursOf(code: CountryCode, ...points: [number, number][]): number[] {
  const { width, height, pixels } = pictures.get(code)!;
  return points.map(([x, y]) => {
    const pixel = Math.floor(y * height) * width + Math.floor(x * width);
    return pixels.readUIntBE(pixel * 3, 3);
  });
}

/** Reads a PNG file of 8-bit RGB without filters and checks every checksum on the way. */
function decodePng(file: Buffer): { width: number; height: number; pixels: Buffer } {
  assert.equal(file.subarray(0, 8).toString('latin1'), '\x89PNG\r\n\x1a\n');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    const body = file.subarray(at + 4, at + 8 + length);
    assert.equal(file.readUInt32BE(at + 8 + length), crc32(body));
    chunks.set(body.subarray(0, 4).toString('latin1'), body.subarray(4));
    at += length + 12;
  }
  assert.deepEqual([...chunks.keys()], ['IHDR', 'IDAT', 'IEND']);
  const header = chunks.get('IHDR')!;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  assert.deepEqual([...header.subarray(8)], [8, 2, 0, 0, 0]);

  const rows = inflateSync(chunks.get('IDAT')!);
  const rowBytes = width * 3 + 1;
  assert.equal(rows.length, height * rowBytes);
  const pixels = Array.from({ length: height }, (_, row) => {
    assert.equal(rows[row * rowBytes], 0);
    return rows.subarray(row * rowBytes + 1, (row + 1) * rowBytes);
  });
  return { width, height, pixels: Buffer.concat(pixels) };
}
