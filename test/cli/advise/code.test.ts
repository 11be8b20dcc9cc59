import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { codeFor } from '../../../src/cli/advise/code.js';
import { repositoryRoot } from '../command-line.js';

const models = ['event-loop', 'async-pool:3', 'worker-pool:2', 'worker-pool:2x3', 'process-pool:2'];

for (const model of models) {
  for (const { uses, code } of codeFor(model)) {
    test(`the code for ${model} with ${uses} runs as it is printed`, async (t) => {
      const folder = folderWithPackages();
      t.after(() => rmSync(folder, { recursive: true }));
      const program = `const inputs = [1, 2, 3];\n${code}console.log(results.join());\n`;
      writeFileSync(join(folder, 'program.mjs'), program);

      const { stdout } = await promisify(execFile)(process.execPath, ['program.mjs'], {
        cwd: folder,
      });

      assert.equal(stdout, '1,4,9\n');
    });
  }
}

test('every model has code with this package or with none', () => {
  for (const model of models) assert.ok(codeFor(model).length > 0, model);
  assert.match(codeFor('worker-pool:2x3')[1]?.code ?? '', /concurrentTasksPerWorker: 3/);
});

function folderWithPackages(): string {
  const folder = mkdtempSync(join(tmpdir(), 'loop-or-pool-code-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(repositoryRoot, join(folder, 'node_modules', 'loop-or-pool'), 'dir');
  for (const name of ['p-limit', 'piscina']) {
    const installed = join(repositoryRoot, 'node_modules', name);
    symlinkSync(installed, join(folder, 'node_modules', name), 'dir');
  }
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(
    join(folder, 'task.js'),
    `import { portable } from 'loop-or-pool';
export default portable(import.meta.url, (n) => n * n, 'default');
`,
  );
  return folder;
}
