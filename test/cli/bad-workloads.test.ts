import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { summarySchema } from '../../src/report/summary.js';
import { CommandLine, repositoryRoot } from './command-line.js';

const fixture = (name: string) => join(repositoryRoot, 'test', 'fixtures', 'workloads', name);
const tiny = ['--rounds', '1', '--processes', '1', '--models', 'event-loop,worker-pool:1'];

/** A workload file, the cells of it that fail, how, and what the reason says. */
const failing: [file: string, models: string[], kind: RegExp, reason: RegExp][] = [
  ['throws.mjs', ['event-loop', 'worker-pool:1'], /^threw$/, /no luck today/],
  ['exits.mjs', ['event-loop', 'worker-pool:1'], /^exited$/, /exit code 7/],
  ['hangs.mjs', ['event-loop', 'worker-pool:1'], /^timed-out$/, /./],
  ['wrong.mjs', ['event-loop', 'worker-pool:1'], /^wrong-output$/, /expected 2, received 1/],
  ['differs.mjs', ['worker-pool:1'], /^outputs-differ$/, /./],
];

for (const [file, models, kind, reason] of failing) {
  test(`of ${file} the cells fail with the reason, the others are kept, and the run ends with 3`, async (t) => {
    const line = new CommandLine(t);
    const limit = ['--time-limit', file === 'hangs.mjs' ? '2s' : '60s'];

    const outcome = await line.run([
      'run',
      'noop',
      fixture(file),
      ...tiny,
      ...limit,
      '--json',
      '-',
    ]);

    assert.equal(outcome.code, 3, outcome.stderr);
    const { cells } = summarySchema.parse(JSON.parse(outcome.stdout));
    const failed = cells.filter(({ failure }) => failure !== null);
    assert.deepEqual(
      failed.map(({ model }) => model),
      models,
      JSON.stringify(failed),
    );
    for (const { failure } of failed) {
      assert.match(failure?.kind ?? '', kind);
      assert.match(failure?.message ?? '', reason);
    }
    const kept = cells.filter(({ wallMs }) => wallMs !== null);
    assert.equal(kept.length, cells.length - models.length);
    await line.untilNoneIsLeft();
    assert.deepEqual(line.temporaryFiles(), []);
  });
}

for (const file of [
  'throws-on-import.mjs',
  'exits-on-import.mjs',
  'no-workload.mjs',
  'broken.ts',
]) {
  test(`${file} ends the run with 2 before anything is measured`, async (t) => {
    const line = new CommandLine(t);

    const { code, stdout, stderr } = await line.run(['run', fixture(file)]);

    assert.equal(code, 2, stderr);
    assert.equal(stdout, '');
    assert.match(stderr, new RegExp(`error: .*${file}`));
    await line.untilNoneIsLeft();
  });
}

test('a TypeScript workload with a module beside it is measured like any other', async (t) => {
  const line = new CommandLine(t);

  const { code, stderr } = await line.run(['run', fixture('typescript.ts'), ...tiny, '--quiet']);

  assert.equal(code, 0, stderr);
});
