import { crc32, deflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const bitsPerChannel = 8;
const truecolour = 2;

/**
 * Red, green and blue of each pixel, row by row, as a PNG file.
 * The chunks are those of the PNG specification, sections 5 and 11.
 */
export function encodePng(width: number, height: number, rgb: Uint8Array): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bitsPerChannel, truecolour], 8);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(withFilterBytes(rgb, width * 3))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Each row is preceded by the number of its filter; 0 is none. */
function withFilterBytes(rgb: Uint8Array, rowBytes: number): Buffer {
  const rows = Buffer.alloc(rgb.length + rgb.length / rowBytes);
  for (let from = 0, to = 1; from < rgb.length; from += rowBytes, to += rowBytes + 1) {
    rows.set(rgb.subarray(from, from + rowBytes), to);
  }
  return rows;
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
