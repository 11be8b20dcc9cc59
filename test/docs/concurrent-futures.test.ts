/** Runs every program of the guide, and compares what it prints with what stands below it. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import ts from 'typescript';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const guide = await readFile(join(root, 'docs', 'concurrent-futures.md'), 'utf8');

/** A program: its file name, its source, and what it should print if it is to be run. */
const programs = [
  ...guide.matchAll(/```js\n\/\/ (\S+)\n([^]*?)```(?:\n\n```text\n([^]*?)```)?/g),
].map(([, name = '', source = '', printed]) => ({ name, source, printed }));

describe('the guide to concurrent.futures', () => {
  let folder = '';
  before(async () => {
    // Inside the package, where 'loop-or-pool' means this one.
    await mkdir(join(root, 'dist'), { recursive: true });
    folder = await mkdtemp(join(root, 'dist', 'guide-'));
    for (const { name, source } of programs) {
      await writeFile(join(folder, name), withoutUsing(source));
    }
  });
  after(() => rm(folder, { recursive: true }));

  for (const { name, printed } of programs.filter((program) => program.printed !== undefined)) {
    it(`shows what ${name} prints`, async () => {
      const { stdout } = await promisify(execFile)(process.execPath, [join(folder, name)]);
      assert.equal(stdout, printed);
    });
  }

  it('has programs', () => {
    assert.ok(programs.length >= 8);
  });
});

/** Node 20 and 22 do not know `await using` yet; TypeScript spells it out. */
function withoutUsing(source: string): string {
  const { ES2022: target } = ts.ScriptTarget;
  const { ESNext: module } = ts.ModuleKind;
  return ts.transpileModule(source, { compilerOptions: { target, module } }).outputText;
}
