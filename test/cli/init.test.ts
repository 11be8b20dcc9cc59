import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { starterFiles } from '../../src/cli/init/starter-files.js';
import { CommandLine, repositoryRoot } from './command-line.js';

const templates = join(repositoryRoot, 'templates');

test('init writes its files and says what each is for', async (t) => {
  const line = new CommandLine(t);
  const { code, stdout } = await line.run(['init']);

  assert.equal(code, 0);
  for (const { path, template } of starterFiles) {
    assert.equal(
      readFileSync(join(line.cwd, path), 'utf8'),
      readFileSync(join(templates, template), 'utf8'),
    );
    assert.ok(stdout.includes(path));
  }
});

test('what init wrote is what run measures', async (t) => {
  const line = new CommandLine(t);
  await line.run(['init']);
  mkdirSync(join(line.cwd, 'node_modules'));
  symlinkSync(repositoryRoot, join(line.cwd, 'node_modules', 'loop-or-pool'));
  const { code, stdout, stderr } = await line.run(['run', '--dry-run']);

  assert.equal(code, 0, stderr);
  assert.match(stdout, /^workloads +slugs$/m);
});

test('init touches nothing when a file is in the way, unless it may', async (t) => {
  const line = new CommandLine(t);
  const config = join(line.cwd, 'loop-or-pool.config.json');
  writeFileSync(config, '{}');
  const { code, stderr } = await line.run(['init']);

  assert.equal(code, 2);
  assert.match(stderr, /already there: loop-or-pool\.config\.json \[FILE_EXISTS\]/);
  assert.match(stderr, /try: .*--force/);
  assert.deepEqual(readdirSync(line.cwd), ['loop-or-pool.config.json']);

  assert.equal((await line.run(['init', '--force'])).code, 0);
  assert.notEqual(readFileSync(config, 'utf8'), '{}');
});

test('init --out writes into another project', async (t) => {
  const line = new CommandLine(t);
  assert.equal((await line.run(['init', '--out', 'elsewhere'])).code, 0);
  assert.ok(existsSync(join(line.cwd, 'elsewhere', 'benchmarks', 'slugs.mjs')));
});
