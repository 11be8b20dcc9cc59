import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { defineWorkload } from 'loop-or-pool';

import { download, sha256Of } from './flags/download.js';
import { countryCodes, drawingOf } from './flags/drawings.js';
import { paintFlag } from './flags/paint.js';
import { startFlagServer } from './flags/start-server.js';

interface FlagsContext {
  origin: string;
  folder: string;
  /** Of the pictures as drawn here, in the order of the codes. */
  sha256: string[];
}

export default defineWorkload({
  name: 'flags',
  nature: 'io',
  description: 'downloads flags over HTTP from a local server that takes its time, and saves them',
  params: { delayMs: 20 },
  async setup({ delayMs }) {
    const folder = await mkdtemp(join(tmpdir(), 'loop-or-pool-flags-'));
    const server = await startFlagServer(delayMs);
    const sha256 = countryCodes.map((code) => sha256Of(paintFlag(drawingOf(code))));
    return {
      context: { origin: server.origin, folder, sha256 },
      async teardown() {
        await server.stop();
        await rm(folder, { recursive: true, force: true });
      },
    };
  },
  inputs: ({ context, tasks }) => requestsFor(context, tasks),
  run: ({ url, path }: { url: string; path: string }) => download(url, path),
  async verify(outputs, { context, tasks }) {
    assert.equal(outputs.length, tasks);
    for (const [index, { url, path }] of requestsFor(context, tasks).entries()) {
      const expected = context.sha256[index % countryCodes.length];
      assert.equal(outputs[index]?.sha256, expected, `${url} was downloaded wrong`);
      assert.equal(sha256Of(await readFile(path)), expected, `${path} was saved wrong`);
    }
  },
});

/** One request per task; past the last flag they come round again, into files of their own. */
function requestsFor({ origin, folder }: FlagsContext, tasks: number) {
  return Array.from({ length: tasks }, (_, index) => {
    const code = countryCodes[index % countryCodes.length];
    return { code, url: `${origin}/flags/${code}.png`, path: join(folder, `${index}-${code}.png`) };
  });
}
