import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { withDefaults } from '../../src/cli/defaults.js';
import {
  asText,
  duration,
  listFlag,
  optionalValueFlag,
  switchFlag,
  valueFlag,
} from '../../src/cli/flags.js';
import { CommandLine } from './command-line.js';

const command = {
  name: 'run',
  names: ['run', 'check'],
  flags: {
    models: listFlag('LIST', 'models', asText),
    'time-limit': valueFlag('TIME', 'longest time', duration),
    history: optionalValueFlag('PATH', 'where to', 'history.db', asText),
    quiet: switchFlag('less'),
  },
};

interface Given {
  typed?: Record<string, string[]>;
  environment?: Record<string, string>;
  config?: unknown;
  targets?: string[];
}

/** What the command receives; the configuration is written as JSON, or as a module if it is a text. */
async function received(t: TestContext, { typed = {}, environment = {}, config, targets }: Given) {
  const folder = mkdtempSync(join(tmpdir(), 'defaults-'));
  t.after(() => rmSync(folder, { recursive: true }));
  if (typeof config === 'string') writeFileSync(join(folder, 'loop-or-pool.config.js'), config);
  else if (config !== undefined) {
    writeFileSync(join(folder, 'loop-or-pool.config.json'), JSON.stringify(config));
  }
  const flags = new Map(Object.entries(typed));
  const given = { positionals: targets ?? [], flags };
  const { positionals, flags: found } = await withDefaults(command, given, folder, environment);
  return { positionals, ...Object.fromEntries(found) };
}

test('a typed flag goes before a variable, a variable before the configuration', async (t) => {
  const flags = { run: { models: ['a', 'b'], 'time-limit': '3s', quiet: true } };
  const config = { models: ['c'], flags };
  const environment = { LOOP_OR_POOL_TIME_LIMIT: '2s', LOOP_OR_POOL_QUIET: '0' };
  const typed = { quiet: ['true'] };
  assert.deepEqual(await received(t, { typed, environment, config }), {
    positionals: [],
    models: ['a', 'b'],
    'time-limit': ['2s'],
    quiet: ['true'],
  });
});

test('the configuration may be a module, and names what to measure if nothing is typed', async (t) => {
  const config = `export default {
    workloads: ['./mine.js'], models: ['c'], flags: { run: { history: true }, check: {} },
  };`;
  const { positionals, ...flags } = await received(t, { config });
  assert.deepEqual(
    [positionals, flags],
    [['./mine.js'], { models: ['c'], history: ['history.db'] }],
  );
  assert.deepEqual((await received(t, { config, targets: ['sleep'] })).positionals, ['sleep']);
});

test('variables of other flags, and empty ones, are none of ours', async (t) => {
  const environment = { LOOP_OR_POOL_STRESS: 'full', LOOP_OR_POOL_QUIET: '' };
  assert.deepEqual(await received(t, { environment }), { positionals: [] });
});

const wrong: [what: string, given: Given, message: RegExp][] = [
  [
    'a variable that is no value',
    { environment: { LOOP_OR_POOL_TIME_LIMIT: '5' } },
    /^LOOP_OR_POOL_TIME_LIMIT: expected a duration .*, received '5'/,
  ],
  [
    'a variable that is no switch',
    { environment: { LOOP_OR_POOL_QUIET: 'yes' } },
    /^LOOP_OR_POOL_QUIET: expected 1 or 0, received 'yes'/,
  ],
  [
    'a value that the flag refuses',
    { config: { flags: { run: { 'time-limit': 5 } } } },
    /^loop-or-pool.config.json: flags.run.time-limit: expected a duration/,
  ],
  [
    'a switch that is a text',
    { config: { flags: { run: { quiet: 'yes' } } } },
    /run.quiet: expected true or false, received yes/,
  ],
  [
    'an unknown flag',
    { config: { flags: { run: { modls: [] } } } },
    /flags.run: unknown flag 'modls'/,
  ],
  ['an unknown command', { config: { flags: { rnu: {} } } }, /unknown command 'rnu'/],
  ['a list for a command', { config: { flags: { run: [] } } }, /flags: expected flags by command/],
  ['no object at all', { config: 'export const run = {};' }, /config.js: expected an object/],
  ['a module that throws', { config: 'throw new Error("no luck");' }, /config.js: no luck/],
];

for (const [what, given, message] of wrong) {
  test(`${what} is told with its place`, async (t) => {
    await assert.rejects(received(t, given), { name: 'CliError', message });
  });
}

test('"run" alone heeds the configuration of its folder', async (t) => {
  const line = new CommandLine(t);
  const flags = { run: { 'dry-run': true, seed: 7 } };
  const config = { workloads: ['noop'], models: ['event-loop'], flags };
  writeFileSync(join(line.cwd, 'loop-or-pool.config.json'), JSON.stringify(config));

  const { code, stdout } = await line.run(['run'], { env: { LOOP_OR_POOL_TASKS: '3' } });

  assert.equal(code, 0);
  assert.match(stdout, /^suite +noop: [\s\S]*1 x 1 = 1, 3 tasks a batch[\s\S]*seed +7\n$/);
});

test('"completion" prints a script that asks the program, which answers with names', async (t) => {
  const line = new CommandLine(t);

  const { code, stdout } = await line.run(['completion']);
  const names = await line.run(['--get-yargs-completions', 'loop-or-pool', 'run', '--mo']);

  assert.equal(code, 0);
  assert.match(stdout, /loop-or-pool --get-yargs-completions/);
  assert.match(names.stdout, /^--models$/m);
});
