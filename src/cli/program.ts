/** argv -> command -> exit code. The one file that knows yargs, which parses and writes the help. */
import yargs from 'yargs';
import { advise } from './advise.js';
import { CliError } from './cli-error.js';
import { readFlags } from './command.js';
import type { Command, GivenTexts } from './command.js';
import { demo } from './demo.js';
import { doctor } from './doctor.js';
import { exitCodes } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import { compare } from './compare.js';
import { accept } from './accept.js';
import { check } from './check.js';
import { complain } from './complaint.js';
import { withDefaults } from './defaults.js';
import type { Flags } from './flags.js';
import { givenTexts, unknownCommand } from './given-texts.js';
import type { Arguments } from './given-texts.js';
import { globalFlags } from './global-flags.js';
import { history } from './history.js';
import { init } from './init.js';
import { list } from './list.js';
import { report } from './report.js';
import { run } from './run.js';
import { serve } from './serve.js';
import { openTerminal } from './terminal.js';
import { worker } from './worker.js';

export const commands: Record<string, Command> = {
  run,
  advise,
  compare,
  check,
  accept,
  list,
  report,
  history,
  serve,
  worker,
  doctor,
  demo,
  init,
};

type Parsed = { help: string } | { name: string; command: Command; given: GivenTexts };

/** Never throws: whatever goes wrong is told on stderr and in the exit code. */
export async function runProgram(argv: readonly string[]): Promise<ExitCode> {
  let terminal = openTerminal({ color: 'auto', ascii: false });
  try {
    const parsed = await parse(argv);
    if ('help' in parsed) {
      terminal.out.write(parsed.help);
      return exitCodes.done;
    }
    const { name, command } = parsed;
    const known = { ...command, flags: { ...command.flags, ...globalFlags } };
    const given = await withDefaults(
      { name, ...known, names: Object.keys(commands) },
      parsed.given,
    );
    const { color = 'auto', ascii } = readFlags(globalFlags, given.flags);
    terminal = openTerminal({ color, ascii });
    return await command.run(given, terminal);
  } catch (error) {
    return complain(error, terminal.err, argv.includes('--verbose'));
  }
}

/** The help of a command, or of the program, as yargs writes it for 80 columns. */
export async function helpText(command?: string): Promise<string> {
  const parsed = await parse([...(command === undefined ? [] : [command]), '--help']);
  return 'help' in parsed ? parsed.help : '';
}

async function parse(argv: readonly string[]): Promise<Parsed> {
  let chosen: string | undefined;
  let help = '';
  const parser = declared((name) => (chosen = name));
  let found: unknown;
  try {
    found = await parser.parseAsync(
      withImpliedValues(argv),
      {},
      (_error, _argv, output) => void (help = output),
    );
  } catch (error) {
    throw badUsage(error, argv[0]);
  }
  if (help !== '') return { help: `${help}\n` };
  return understood(chosen, found as Arguments);
}

/** `--history` alone becomes `--history=PATH`; yargs would take what follows for its value. */
function withImpliedValues(argv: readonly string[]): string[] {
  const flags = commands[argv[0] ?? '']?.flags ?? {};
  return argv.map((argument, i) => {
    const implied = argument.startsWith('--') ? flags[argument.slice(2)]?.implied : undefined;
    const isAlone = argv[i + 1]?.startsWith('-') ?? true;
    return implied !== undefined && isAlone ? `${argument}=${implied}` : argument;
  });
}

/** In words that name the flag, where yargs' own do not. */
function badUsage(error: unknown, command = ''): CliError {
  const message = error instanceof Error ? error.message : String(error);
  const [, flag] = /^Not enough arguments following: (.+)$/.exec(message) ?? [];
  const help = command in commands ? `loop-or-pool ${command} --help` : 'loop-or-pool --help';
  return new CliError(flag ? `--${flag}: expected a value` : message, 'BAD_USAGE', [help]);
}

async function understood(chosen: string | undefined, found: Arguments): Promise<Parsed> {
  const command = chosen === undefined ? undefined : commands[chosen];
  if (chosen !== undefined && command !== undefined) {
    const flags = { ...command.flags, ...globalFlags };
    return { name: chosen, command, given: givenTexts(chosen, { ...command, flags }, found) };
  }
  const [first] = found._;
  if (first !== undefined) throw unknownCommand(first, Object.keys(commands));
  givenTexts('loop-or-pool', { positionals: {}, flags: globalFlags }, found);
  return { help: await helpText() };
}

function declared(choose: (name: string) => void) {
  const parser = yargs()
    .scriptName('loop-or-pool')
    .usage('$0 <command>\n\nMeasures where work should run in Node, and with what concurrency.')
    .locale('en')
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'populate--': true,
      'short-option-groups': false,
      'strip-aliased': true,
    })
    .alias('help', 'h')
    .describe('help', 'show this help')
    .version(false)
    .completion('completion', 'print a script for bash or zsh that completes with Tab')
    .exitProcess(false)
    .fail(false)
    .wrap(80)
    .options(yargsOptions(globalFlags))
    .group([...Object.keys(globalFlags), 'help'], 'Everywhere:');
  for (const [name, command] of Object.entries(commands)) {
    parser.command(
      command.usage,
      command.describe,
      (line) => {
        for (const [positional, { describe, byDefault }] of Object.entries(command.positionals)) {
          line.positional(positional, { describe, defaultDescription: byDefault });
        }
        for (const [example, meaning] of command.examples) line.example(example, meaning);
        return line.options(yargsOptions(command.flags));
      },
      () => choose(name),
    );
  }
  return parser;
}

function yargsOptions(flags: Flags) {
  return Object.fromEntries(
    Object.entries(flags).map(([name, { describe, placeholder, group }]) => [
      name,
      {
        describe: placeholder === null ? describe : `${placeholder}: ${describe}`,
        ...(placeholder === null ? { nargs: 0 } : { nargs: 1 }),
        ...(group === undefined ? {} : { group }),
      },
    ]),
  );
}
