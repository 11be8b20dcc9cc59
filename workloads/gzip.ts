import assert from 'node:assert/strict';
import { gunzipSync, gzip } from 'node:zlib';
import { promisify } from 'node:util';

import { defineWorkload } from 'loop-or-pool';

export default defineWorkload({
  name: 'gzip',
  nature: 'cpu',
  description: "compresses a log in libuv's thread pool, off the loop",
  params: { lines: 4000 },
  inputs: ({ params, tasks }) =>
    Array.from({ length: tasks }, (_, index) => ({ host: index, lines: params.lines })),
  async run({ host, lines }: { host: number; lines: number }) {
    const compressed = await promisify(gzip)(accessLog(host, lines));
    return compressed.toString('base64');
  },
  verify(outputs, { params, tasks }) {
    assert.equal(outputs.length, tasks);
    for (const [host, output] of outputs.entries()) {
      const text = gunzipSync(Buffer.from(output, 'base64')).toString();
      assert.equal(
        text,
        accessLog(host, params.lines),
        `the log of host ${host} came back changed`,
      );
    }
  },
});

function accessLog(host: number, lines: number): string {
  let log = '';
  for (let line = 0; line < lines; line++) {
    log += `10.0.0.${host} GET /item/${(line * 7919) % 10_007} 200 ${(line * line) % 65_521}\n`;
  }
  return log;
}
