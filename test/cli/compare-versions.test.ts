import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseRunRecord } from '../../src/record/run-record.js';
import type { Comparison } from '../../src/verdict/regression.js';
import { GitProject, waiting } from './git-project.js';

test('a slower working tree is found, the base is left as it was, and nothing stays behind', async (t) => {
  const project = new GitProject(t);
  project.commit({ 'work.mjs': waiting('work', 5) });
  project.write({ 'work.mjs': waiting('work', 25), 'new.mjs': waiting('new', 1) });
  const { code, stdout, stderr } = await project.measure([
    ...['compare', '--base', 'main', 'work.mjs', 'new.mjs', '--json', '-', '--out', 'kept'],
  ]);
  assert.equal(code, 0, stderr);
  const { cells, base, head, warnings, evidence } = JSON.parse(stdout) as Comparison;
  assert.equal(evidence, 'pairs');
  assert.deepEqual([base.name, base.isDirty, head.isDirty], ['main', false, true]);
  assert.deepEqual(
    cells.map(({ id, figures, problem }) => [id, figures?.time.change, problem?.side]),
    [
      ['work/event-loop', 'worse', undefined],
      ['new/event-loop', undefined, 'base'],
    ],
  );
  const { ratio, count = 0, dropped = 0 } = cells[0]?.figures?.time ?? {};
  assert.equal(count + dropped, 8);
  assert.ok(ratio && ratio.low > 2 && ratio.low < ratio.value && ratio.value < ratio.high);
  assert.ok(warnings.some((text) => /work\.mjs itself has changed/.test(text)));
  for (const side of ['base', 'head']) {
    const file = join(project.line.cwd, 'kept', 'screening', side, 'run.json');
    const record = parseRunRecord(JSON.parse(readFileSync(file, 'utf8')));
    assert.equal(record.cells[0]?.processes.length, 8);
  }
  assert.equal(project.worktrees().length, 1);
  assert.deepEqual(project.line.temporaryFiles(), []);
  await project.line.untilNoneIsLeft();
});

test('both versions are built by their own command, and a broken base ends with exit code 3', async (t) => {
  const project = new GitProject(t);
  const manifest = (script: string) =>
    JSON.stringify({ name: 'p', private: true, scripts: { build: script } });
  project.commit({
    'package.json': manifest('echo no luck >&2; exit 4'),
    'work.mjs': waiting('w', 1),
  });
  project.write({ 'package.json': manifest("node -e \"fs.writeFileSync('built', '')\"") });
  const { code, stdout, stderr } = await project.measure(['compare', '--base', 'main', 'work.mjs']);
  assert.equal(code, 3);
  assert.equal(stdout, '');
  assert.match(stderr, /^head: npm run --silent build\nbase: npm run --silent build\n/);
  assert.match(
    stderr,
    /base main cannot be measured: .*ended with 4: \[BROKEN_BUILD\]\n {2}no luck/,
  );
  assert.ok(existsSync(join(project.line.cwd, 'built')));
  assert.equal(project.worktrees().length, 1);
  assert.deepEqual(project.line.temporaryFiles(), []);
});

test('a signal removes the base, stops every process and exits with its code', async (t) => {
  const project = new GitProject(t);
  project.commit({ 'work.mjs': waiting('work', 50) });
  const { code, stdout } = await project.measure(['compare', '--base', 'main', 'work.mjs'], {
    onStart: (child) =>
      child.stderr?.on('data', (text: Buffer) => {
        if (text.toString().includes('in turns')) child.kill('SIGTERM');
      }),
  });
  assert.equal(code, 143);
  assert.match(stdout, /interrupted; these are partial results/);
  assert.equal(project.worktrees().length, 1);
  assert.deepEqual(project.line.temporaryFiles(), []);
  await project.line.untilNoneIsLeft();
});

test('what cannot be checked out or measured is told, with what to try', async (t) => {
  const project = new GitProject(t);
  project.commit({ 'work.mjs': waiting('work', 1) });
  const wrong: [args: string[], code: number, complaint: RegExp][] = [
    [['--base', 'mian', 'work.mjs'], 2, /no commit 'mian' in this repository \[BAD_VERSION\]/],
    [['--base', 'main'], 2, /which workloads are to be measured\? \[NO_TARGETS\]/],
    [['--base', 'main', 'lost.mjs'], 2, /no such workload file/],
  ];
  for (const [args, expected, complaint] of wrong) {
    const { code, stderr } = await project.measure(['compare', ...args]);
    assert.equal(code, expected, stderr);
    assert.match(stderr, complaint);
  }
  assert.equal(project.worktrees().length, 1);
});
