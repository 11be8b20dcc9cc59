/** argv -> command -> exit code. The one file that knows yargs, which parses and writes the help. */
import yargs from 'yargs';
import { closestName } from '../executors/closest-name.js';
import { CliError } from './cli-error.js';
import { readFlags } from './command.js';
import type { Command, GivenTexts } from './command.js';
import { demo } from './demo.js';
import { doctor } from './doctor.js';
import { exitCodes } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import { complain } from './complaint.js';
import { oneOf, switchFlag, valueFlag } from './flags.js';
import type { Flags } from './flags.js';
import { history } from './history.js';
import { list } from './list.js';
import { report } from './report.js';
import { run } from './run.js';
import { openTerminal } from './terminal.js';

export const commands: Record<string, Command> = { run, list, report, history, doctor, demo };

const globalFlags = {
  color: valueFlag(
    'WHEN',
    'colour: auto, always or never (auto: terminals, unless NO_COLOR is set)',
    oneOf('auto', 'always', 'never'),
  ),
  ascii: switchFlag('draw with ASCII characters only'),
  verbose: switchFlag('show the stack of an error'),
} satisfies Flags;

type Arguments = Record<string, unknown> & { _: string[]; '--'?: string[] };
type Parsed = { help: string } | { command: Command; given: GivenTexts };

/** Never throws: whatever goes wrong is told on stderr and in the exit code. */
export async function runProgram(argv: readonly string[]): Promise<ExitCode> {
  let terminal = openTerminal({ color: 'auto', ascii: false });
  try {
    const parsed = await parse(argv);
    if ('help' in parsed) {
      terminal.out.write(parsed.help);
      return exitCodes.done;
    }
    const { color = 'auto', ascii } = readFlags(globalFlags, parsed.given.flags);
    terminal = openTerminal({ color, ascii });
    return await parsed.command.run(parsed.given, terminal);
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
    const message = error instanceof Error ? error.message : String(error);
    throw new CliError(message, 'BAD_USAGE', ['loop-or-pool --help']);
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

async function understood(chosen: string | undefined, found: Arguments): Promise<Parsed> {
  const command = chosen === undefined ? undefined : commands[chosen];
  if (chosen !== undefined && command !== undefined) {
    return { command, given: given(chosen, command, found) };
  }
  const [first] = found._;
  if (first !== undefined) throw unknownCommand(first);
  given('loop-or-pool', { positionals: {}, flags: {} }, found);
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

/** yargs tells neither which flags it does not know nor which are meant; this does. */
function given(
  name: string,
  command: Pick<Command, 'positionals' | 'flags'>,
  found: Arguments,
): GivenTexts {
  const { _, '--': verbatim = [], ...rest } = found;
  const flags = new Map<string, string[]>();
  const positionals = [...verbatim];
  const known = [...Object.keys(command.flags), ...Object.keys(globalFlags)];
  for (const [key, value] of Object.entries(rest)) {
    if (key === '$0') continue;
    const texts = [value].flat().map(String);
    if (key in command.positionals) positionals.unshift(...texts);
    else if (known.includes(key)) flags.set(key, texts);
    else throw unknownFlag(key, name, known);
  }
  const extra = _[1];
  if (extra !== undefined) {
    throw new CliError(`${name}: unexpected argument '${extra}'`, 'BAD_USAGE', [
      `loop-or-pool ${name} --help`,
    ]);
  }
  return { positionals, flags };
}

function unknownFlag(flag: string, command: string, known: readonly string[]): CliError {
  const dashes = flag.length === 1 ? '-' : '--';
  const near = closestName(flag, known);
  return new CliError(`${command}: unknown flag ${dashes}${flag}`, 'UNKNOWN_FLAG', [
    ...(near === undefined ? [] : [`--${near}`]),
    `one of ${known.map((name) => `--${name}`).join(' ')}`,
  ]);
}

function unknownCommand(name: string): CliError {
  const names = Object.keys(commands);
  const near = closestName(name, names);
  return new CliError(`unknown command '${name}'`, 'UNKNOWN_COMMAND', [
    near === undefined ? `loop-or-pool run ${name}` : `loop-or-pool ${near}`,
    `one of ${names.join(', ')}`,
  ]);
}
