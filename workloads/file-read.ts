import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { defineWorkload } from 'loop-or-pool';

/** Tasks beyond this many read a folder that another task reads as well. */
const folders = 20;

export default defineWorkload({
  name: 'file-read',
  // Files that were just written lie in memory: what is left of reading them is computing. One after
  // the other they would cost twice as much when a task runs alone, as each would wake a thread and
  // wait for it, and less the more tasks are in flight.
  nature: 'cpu',
  description: 'reads the many small files of a folder at once, from the cache of the system',
  params: { files: 25, bytes: 32_768 },
  async setup({ files, bytes }) {
    const root = await mkdtemp(join(tmpdir(), 'loop-or-pool-files-'));
    for (let folder = 0; folder < folders; folder++) {
      await mkdir(join(root, String(folder)));
      for (let file = 0; file < files; file++) {
        await writeFile(join(root, String(folder), String(file)), contentOf(folder, file, bytes));
      }
    }
    return { context: { root }, teardown: () => rm(root, { recursive: true, force: true }) };
  },
  inputs: ({ params, context, tasks }) =>
    Array.from({ length: tasks }, (_, index) => ({
      folder: join(context.root, String(index % folders)),
      files: params.files,
    })),
  async run({ folder, files }: { folder: string; files: number }) {
    const paths = Array.from({ length: files }, (_, file) => join(folder, String(file)));
    const hash = createHash('sha256');
    for (const content of await Promise.all(paths.map((path) => readFile(path)))) {
      hash.update(content);
    }
    return hash.digest('hex');
  },
  verify(outputs, { params: { files, bytes }, tasks }) {
    const digests = Array.from({ length: folders }, (_, folder) => digestOf(folder, files, bytes));
    assert.deepEqual(
      outputs,
      Array.from({ length: tasks }, (_, index) => digests[index % folders]),
    );
  },
});

function digestOf(folder: number, files: number, bytes: number): string {
  const hash = createHash('sha256');
  for (let file = 0; file < files; file++) hash.update(contentOf(folder, file, bytes));
  return hash.digest('hex');
}

function contentOf(folder: number, file: number, bytes: number): Buffer {
  return Buffer.alloc(bytes, `folder ${folder}, file ${file}\n`);
}
