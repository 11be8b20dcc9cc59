import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { plainJavaScript } from '../../src/workload/bundle.js';
import { loadWorkload } from '../../src/workload/load.js';
import { fixture } from './fixtures.js';

let folder: string;
let cacheBefore: string | undefined;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundle-test-'));
  cacheBefore = process.env['XDG_CACHE_HOME'];
  process.env['XDG_CACHE_HOME'] = join(folder, 'cache');
});

after(async () => {
  if (cacheBefore === undefined) delete process.env['XDG_CACHE_HOME'];
  else process.env['XDG_CACHE_HOME'] = cacheBefore;
  await rm(folder, { recursive: true });
});

test('plain JavaScript beside an installed package is used as it is', async () => {
  const file = pathToFileURL(fixture('quick.mjs'));
  assert.equal(await plainJavaScript(file), file.href);
});

test('a TypeScript file becomes plain JavaScript that keeps its own URL', async () => {
  const file = pathToFileURL(fixture('typescript.ts'));
  const workload = await loadWorkload(await plainJavaScript(file));
  assert.equal(workload.name, 'typescript');
  assert.deepEqual(await workload.run({ value: 21 }), { twice: 42, url: file.href });
});

test('bundling the same file twice leaves one file in the cache and nothing beside it', async () => {
  const file = pathToFileURL(fixture('typescript.ts'));
  assert.equal(await plainJavaScript(file), await plainJavaScript(file));
  const cached = await readdir(join(folder, 'cache', 'loop-or-pool', 'workloads'));
  assert.equal(cached.filter((name) => name.startsWith('typescript-')).length, 1);
  assert.ok(cached.every((name) => name.endsWith('.mjs')));
});

test('a JavaScript file where this package is not installed still finds it', async () => {
  const lonely = join(folder, 'lonely.mjs');
  await cp(fixture('quick.mjs'), lonely);
  const moduleUrl = await plainJavaScript(pathToFileURL(lonely));
  assert.notEqual(fileURLToPath(moduleUrl), lonely);
  assert.equal((await loadWorkload(moduleUrl)).name, 'quick');
});

test('packages that a bundled file imports stay where they are installed', async () => {
  const packageFolder = join(folder, 'node_modules', 'answer');
  await cp(join(fixture('..'), 'packages', 'answer'), packageFolder, { recursive: true });
  const file = join(folder, 'uses-package.ts');
  await writeFile(
    file,
    `import { answer, home } from 'answer';
     import { basename } from 'node:path';
     export default { name: 'uses-package', nature: 'cpu', description: '',
       run: () => [answer as number, home, basename('/a/b')] };`,
  );
  const workload = await loadWorkload(await plainJavaScript(pathToFileURL(file)));
  const home = pathToFileURL(join(packageFolder, 'index.js')).href;
  assert.deepEqual(await workload.run({}), [42, home, 'b']);
});
