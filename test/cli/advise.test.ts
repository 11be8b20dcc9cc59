import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseRunRecord } from '../../src/record/run-record.js';
import { summarySchema } from '../../src/report/summary.js';
import { CommandLine, repositoryRoot } from './command-line.js';

const fixture = (name: string) => join(repositoryRoot, 'test/fixtures/workloads', name);
const brief = ['--budget', '1s', '--formats', 'json'];

test('advice is a run of the baseline and the candidates, with the code to use', async (t) => {
  const line = new CommandLine(t);

  const { code, stdout, stderr } = await line.run(['advise', 'sleep', '--seed', '7', ...brief]);

  assert.equal(code, 0, stderr);
  assert.match(stderr, /alone +a task takes [^]*confirming +event-loop, [^]*tasks a batch/);
  assert.match(stdout, /Verdict[^]*Predicted +\S+-pool:\d+[^]*With loop-or-pool\n\n {4}import/);
  const { cells, seed, status } = parseRunRecord(json(line, 'reports/latest/run.json'));
  assert.deepEqual([seed, status], [7, 'complete']);
  assert.equal(cells[0]?.model, 'event-loop');
  assert.ok(cells.length >= 2 && cells.length <= 4);
  const again = await line.run(['report', 'latest', '--quiet']);
  assert.match(again.stdout, /^Verdict\n +sleep/);
  await line.untilNoneIsLeft();
  assert.deepEqual(line.temporaryFiles(), []);
});

test('--models names the candidates, --param and --tasks the work, --json the summary alone', async (t) => {
  const line = new CommandLine(t);
  const chosen = ['--models', 'worker-pool:1,async-pool:3', '--param', 'ms=1', '--tasks', '6'];

  const { code, stdout, stderr } = await line.run([
    ...['advise', 'sleep', ...chosen, ...brief],
    ...['--json', '-', '--out', 'kept'],
  ]);

  assert.equal(code, 0, stderr);
  const { cells } = summarySchema.parse(JSON.parse(stdout));
  assert.deepEqual(cells.map(({ model }) => model).sort(), [
    'async-pool:3',
    'event-loop',
    'worker-pool:1',
  ]);
  const record = parseRunRecord(json(line, 'kept/latest/run.json'));
  assert.deepEqual(
    record.cells.map(({ tasks, workload }) => [tasks, workload.params['ms']]),
    [
      [6, 1],
      [6, 1],
      [6, 1],
    ],
  );
  assert.match(stderr, /With loop-or-pool/);
});

test('--quiet prints the verdict and nothing else, --strict ends with 5 where it is not clear', async (t) => {
  const line = new CommandLine(t);

  // With the baseline alone there is nothing to choose from.
  const { code, stdout, stderr } = await line.run([
    ...['advise', 'noop', '--models', 'event-loop', '--quiet', '--strict', ...brief],
  ]);

  assert.equal(code, 5, stderr);
  assert.match(stdout, /^Verdict\n +noop/);
  assert.doesNotMatch(stdout, /With /);
  assert.equal(stderr, '');
});

test('a workload that fails alone is told as a failed cell', async (t) => {
  const line = new CommandLine(t);

  const { code, stdout } = await line.run(['advise', fixture('throws.mjs'), ...brief]);

  assert.equal(code, 3);
  assert.match(stdout, /failed/i);
  assert.doesNotMatch(stdout, /With /);
});

const mistakes: [args: string[], message: RegExp][] = [
  [['slep'], /unknown suite or workload 'slep'[^]*loop-or-pool advise sleep/],
  [['tradeoff'], /'tradeoff' is a suite[^]*loop-or-pool run tradeoff/],
  [['sleep', '--param', 'sm=1'], /unknown parameter 'sm'/],
  [['sleep', '--models', 'treads:2'], /unknown model 'treads:2'/],
  [[fixture('no-workload.mjs')], /no-workload\.mjs/],
];
for (const [args, message] of mistakes) {
  test(`"advise ${args.join(' ').replace(repositoryRoot, '')}" says what is wrong`, async (t) => {
    const { code, stdout, stderr } = await new CommandLine(t).run(['advise', ...args]);

    assert.equal(code, 2, stderr);
    assert.equal(stdout, '');
    assert.match(stderr, message);
  });
}

function json(line: CommandLine, path: string): unknown {
  return JSON.parse(readFileSync(join(line.cwd, path), 'utf8'));
}
