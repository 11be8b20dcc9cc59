import assert from 'node:assert/strict';
import { lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { reuseDependencies } from '../../src/compare/dependencies.js';

const manifest = (dependencies: Record<string, string>) => JSON.stringify({ dependencies });

/** Folders of base and head with these files. */
function folders(t: TestContext, files: Record<string, string>): [base: string, head: string] {
  const root = mkdtempSync(join(tmpdir(), 'loop-or-pool-dependencies-'));
  t.after(() => rmSync(root, { recursive: true }));
  for (const side of ['base', 'head']) mkdirSync(join(root, side));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return [join(root, 'base'), join(root, 'head')];
}

const installed = { 'head/node_modules/left/package.json': '{}' };
const wanted = {
  'base/package.json': manifest({ left: '1' }),
  'head/package.json': manifest({ left: '1' }),
};

test('packages are shared where the lock files are the same', async (t) => {
  const locks = { 'base/package-lock.json': '1', 'head/package-lock.json': '1' };
  const [base, head] = folders(t, { ...installed, ...wanted, ...locks });
  assert.equal(await reuseDependencies(base, head), null);
  assert.ok(lstatSync(join(base, 'node_modules')).isSymbolicLink());
});

test('another lock file calls for its own installer', async (t) => {
  const commands = [];
  for (const lock of ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock']) {
    const locks = { [`base/${lock}`]: '1', [`head/${lock}`]: '2' };
    const [base, head] = folders(t, { ...installed, ...wanted, ...locks });
    commands.push(await reuseDependencies(base, head));
  }
  assert.deepEqual(commands, [
    'npm ci',
    'pnpm install --frozen-lockfile',
    'yarn install --frozen-lockfile',
    'bun install --frozen-lockfile',
  ]);
});

test('without lock files the same wishes suffice, and others do not', async (t) => {
  const [base, head] = folders(t, { ...installed, ...wanted });
  assert.equal(await reuseDependencies(base, head), null);
  const other = { ...wanted, 'base/package.json': manifest({ left: '2' }) };
  const [otherBase, otherHead] = folders(t, { ...installed, ...other });
  assert.match((await reuseDependencies(otherBase, otherHead)) ?? '', /^npm install/);
});

test('packages that lead back into the working tree are not shared: base would run the code of head', async (t) => {
  const [base, head] = folders(t, {
    ...installed,
    ...wanted,
    'head/packages/own/package.json': '{}',
  });
  symlinkSync(join(head, 'packages', 'own'), join(head, 'node_modules', 'own'), 'junction');
  assert.match((await reuseDependencies(base, head)) ?? '', /^npm install/);
});

test('a project that wants no packages needs none', async (t) => {
  const [base, head] = folders(t, {});
  assert.equal(await reuseDependencies(base, head), null);
});
