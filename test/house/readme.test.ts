import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { exitCodes } from '../../src/cli/exit-codes.js';
import { CommandLine, repositoryRoot } from '../cli/command-line.js';

const readme = readFileSync(join(repositoryRoot, 'README.md'), 'utf8');
const [workload = '', library = ''] = codeBlocks('js');

test('the workload of the README is measured as it stands there', async (t) => {
  const line = new CommandLine(t);
  writeFileSync(join(line.cwd, 'slugs.mjs'), workload);
  const [command = ''] = commandLines().filter((typed) => / run .*slugs\.mjs/.test(typed));

  const { code, stdout, stderr } = await line.run([
    ...command.split(' ').slice(2),
    ...['--rounds', '1', '--processes', '1', '--quiet'],
  ]);

  assert.equal(code, 0, stderr);
  assert.match(stdout, /slugs\(titles=5000\)/);
});

test('the futures of the README come as they complete', (t) => {
  const { cwd } = new CommandLine(t);
  mkdirSync(join(cwd, 'node_modules'));
  symlinkSync(repositoryRoot, join(cwd, 'node_modules', 'loop-or-pool'), 'junction');
  writeFileSync(join(cwd, 'futures.mjs'), library);

  const { stdout, stderr } = spawnSync(process.execPath, ['futures.mjs'], {
    cwd,
    encoding: 'utf8',
  });

  assert.equal(stdout, '10\n20\n30\n', stderr);
});

test('every command of the README can be typed', async (t) => {
  const line = new CommandLine(t);
  writeFileSync(join(line.cwd, 'slugs.mjs'), workload);
  const typed = commandLines().map((command) => command.split(' ').slice(2));
  assert.ok(typed.length >= 4);

  for (const args of typed.filter(([name]) => name === 'run')) {
    const { code, stderr } = await line.run([...args, '--dry-run']);
    assert.equal(code, 0, `${args.join(' ')}: ${stderr}`);
  }
  for (const args of typed.filter(([name]) => name !== 'run')) {
    const { code } = await line.run([...args.slice(0, 1), '--help']);
    assert.equal(code, 0, args.join(' '));
  }
});

test('the README lists every exit code', () => {
  const table = readme.slice(readme.indexOf('## Exit codes'));
  const listed = [...table.matchAll(/^\| +([\d, ]+) +\|/gm)].flatMap(([, codes = '']) =>
    codes.split(',').map(Number),
  );

  assert.deepEqual(listed, Object.values(exitCodes));
});

test('every file that the documents point at is there', () => {
  for (const document of ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md']) {
    const text = readFileSync(join(repositoryRoot, document), 'utf8');
    for (const [, target = ''] of text.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)) {
      assert.ok(existsSync(join(repositoryRoot, target)), `${document}: ${target}`);
    }
  }
});

function codeBlocks(language: string): string[] {
  const blocks = readme.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'));
  return [...blocks].map(([, code = '']) => code);
}

/** `npx loop-or-pool ...` without the comments behind them. */
function commandLines(): string[] {
  return codeBlocks('sh')
    .flatMap((block) => block.split('\n'))
    .filter((line) => line.startsWith('npx loop-or-pool '))
    .map((line) => line.replace(/ +#.*$/, ''));
}
