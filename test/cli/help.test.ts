import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { listing } from '../../src/cli/listing.js';
import type { Line } from '../../src/cli/listing.js';
import { commands, helpText } from '../../src/cli/program.js';
import { MODEL_NAMES } from '../../src/executors/model-spec.js';
import { CommandLine, repositoryRoot } from './command-line.js';

for (const args of [['--help'], ['-h'], []]) {
  test(`"loop-or-pool ${args.join(' ')}" names every command`, async (t) => {
    const { code, stdout } = await new CommandLine(t).run(args);

    assert.equal(code, 0);
    assert.equal(stdout, await helpText());
    for (const name of Object.keys(commands))
      assert.match(stdout, new RegExp(`^  .* ${name}\\b`, 'm'));
  });
}

for (const [name, { flags }] of Object.entries(commands)) {
  test(`"${name} --help" says what yargs would, and names every flag`, async (t) => {
    const { code, stdout } = await new CommandLine(t).run([name, '--help']);

    assert.equal(code, 0);
    assert.equal(stdout, await helpText(name));
    for (const flag of Object.keys(flags)) assert.match(stdout, new RegExp(`--${flag} `));
    for (const line of stdout.split('\n')) assert.ok(line.length <= 80, line);
  });
}

test('--version prints the version of the package', async (t) => {
  const { code, stdout } = await new CommandLine(t).run(['--version']);

  const { version } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  assert.equal(code, 0);
  assert.equal(stdout, `${version}\n`);
});

test('help and version load three small modules and no library', async (t) => {
  for (const args of [['--help'], ['run', '--help'], ['--version']]) {
    const loaded = await modulesLoadedBy(new CommandLine(t), args);
    assert.deepEqual(loaded, [
      'dist/src/cli/broken-pipe.js',
      'dist/src/cli/prepared-text.js',
      'dist/src/main.js',
    ]);
  }
});

test('list loads neither the parser, the sampler, the charts nor the record schema', async (t) => {
  const loaded = await modulesLoadedBy(new CommandLine(t), ['list']);

  assert.ok(loaded.includes('dist/src/cli/list.js'));
  assert.deepEqual(
    loaded.filter((path) => path.startsWith('dist/workloads/')),
    [],
  );
  for (const heavy of ['yargs', 'piscina', 'tinybench', 'chart.js', 'esbuild', 'zod']) {
    assert.deepEqual(
      loaded.filter((path) => path.startsWith(`node_modules/${heavy}/`)),
      [],
    );
  }
});

test('list names every workload, suite and model', async (t) => {
  const { code, stdout } = await new CommandLine(t).run(['list'], { env: { COLUMNS: '300' } });

  const { workloads, suites } = await listing();
  const models: Line[] = MODEL_NAMES.map((name) => [name, '']);
  assert.equal(code, 0);
  for (const [name, text] of [...workloads, ...suites, ...models]) {
    const line = stdout.split('\n').find((candidate) => candidate.startsWith(`  ${name} `));
    assert.ok(line?.endsWith(text), name);
  }
});

/** Paths from the repository's root, sorted. */
async function modulesLoadedBy(line: CommandLine, args: readonly string[]): Promise<string[]> {
  const recorder = join(repositoryRoot, 'test', 'fixtures', 'loading', 'record.mjs');
  const file = join(line.cwd, 'loaded.txt');
  const { code, stderr } = await line.run(args, {
    nodeFlags: ['--import', pathToFileURL(recorder).href],
    env: { LOADED_MODULES_FILE: file },
  });
  assert.equal(code, 0, stderr);
  assert.ok(existsSync(file));
  const root = pathToFileURL(repositoryRoot).href;
  const urls = readFileSync(file, 'utf8').trim().split('\n');
  return urls
    .filter((url) => url.startsWith('file:') && !url.startsWith(pathToFileURL(recorder).href))
    .map((url) => url.slice(root.length))
    .sort();
}
