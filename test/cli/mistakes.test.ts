import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CommandLine } from './command-line.js';

/** What is typed, the code of the complaint, what is suggested, and one of the valid names. */
const mistyped: [args: string, code: string, suggestion: string, valid: string][] = [
  ['rnu sha256', 'UNKNOWN_COMMAND', 'loop-or-pool run', 'list'],
  ['sha256', 'UNKNOWN_COMMAND', 'loop-or-pool run sha256', 'report'],
  ['run sha265', 'UNKNOWN_TARGET', 'loop-or-pool run sha256', 'prime-sieve'],
  ['run tradeof', 'UNKNOWN_TARGET', 'loop-or-pool run tradeoff', 'crossover'],
  ['run sha256 --models worker-pol:2', 'BAD_PLAN', 'worker-pool', 'async-pool'],
  ['run sha256 --rouns 3', 'UNKNOWN_FLAG', '--rounds', '--budget'],
  ['run prime-sieve --param limt=3', 'BAD_PLAN', 'limit', 'limit'],
  ['run --formats pgn', 'BAD_VALUE', 'png', 'html'],
];

for (const [args, code, suggestion, valid] of mistyped) {
  test(`"${args}" ends with 2, a suggestion and the valid names`, async (t) => {
    const line = new CommandLine(t);

    const outcome = await line.run(args.split(' '));

    assert.equal(outcome.code, 2, outcome.stderr);
    assert.equal(outcome.stdout, '');
    assert.match(outcome.stderr, /^error: /);
    for (const part of [`[${code}]`, suggestion, valid]) {
      assert.ok(outcome.stderr.includes(part), `${part} is missing in\n${outcome.stderr}`);
    }
    assert.deepEqual(readdirSync(line.cwd), [], 'nothing was written');
  });
}

const wrong: [args: string, message: RegExp][] = [
  ['run --rounds 0', /--rounds: expected a whole number of at least 1, received '0' \[BAD_VALUE\]/],
  ['run --rounds', /--rounds: expected a value \[BAD_USAGE\][^]*run --help/],
  ['run --rate 0', /--rate: expected a number above 0/],
  ['run --rate 0.1', /rate: 20 tasks at 0.1 per second take .* too long .* \[BAD_PLAN\]/],
  ['run --arrivals constant', /need --rate N \[MISSING_RATE\]/],
  ['run --budget 60', /--budget: expected a duration with its unit/],
  ['run prime-sieve --param limit=many', /limit=many: prime-sieve expects a number/],
  ['run sleep tradeoff --json -', /tradeoff, sleep are runs with a summary each \[BAD_USAGE\]/],
  ['run ./missing.ts', /no such workload file: \.\/missing\.ts \[BAD_PLAN\]/],
  ['list everything', /list: unexpected argument 'everything' \[BAD_USAGE\]/],
  ['report nothing', /no run 'nothing'.* \[NO_SUCH_RUN\]/],
  ['report', /\[BAD_USAGE\]/],
  ['--color loud list', /--color: expected one of auto, always, never, received 'loud'/],
];

for (const [args, message] of wrong) {
  test(`"${args}" ends with 2 and says what was expected`, async (t) => {
    const line = new CommandLine(t);

    const { code, stdout, stderr } = await line.run(args.split(' '));

    assert.equal(code, 2, stderr);
    assert.equal(stdout, '');
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /\n +at /, 'no stack');
  });
}

test('a file that is no run record is named with what is wrong in it', async (t) => {
  const line = new CommandLine(t);
  writeFileSync(join(line.cwd, 'other.json'), '{"schema":"loop-or-pool/run@1"}');

  const { code, stderr } = await line.run(['report', 'other.json']);

  assert.equal(code, 2);
  assert.match(stderr, /not a loop-or-pool run record.*\[BAD_RECORD\]/);
  assert.match(stderr, /startedAt/);
});

test('--verbose adds the stack', async (t) => {
  const line = new CommandLine(t);

  const { stderr } = await line.run(['run', 'sha265', '--verbose']);

  assert.match(stderr, /\n +at /);
});
