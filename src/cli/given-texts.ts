/** What was typed, checked against what a command takes. yargs' own check suggests nothing. */
import { closestName } from '../executors/closest-name.js';
import { CliError } from './cli-error.js';
import type { Command, GivenTexts } from './command.js';

/** As yargs parses a line: what is no flag in `_`, what follows `--` apart. */
export type Arguments = Record<string, unknown> & { _: string[]; '--'?: string[] };

/**
 * Sorts what yargs found into positionals and flags.
 *
 * @throws {CliError} for what the command does not take, naming what is meant and what there is.
 */
export function givenTexts(
  name: string,
  command: Pick<Command, 'positionals' | 'flags'>,
  found: Arguments,
): GivenTexts {
  const { _, '--': verbatim = [], ...rest } = found;
  const flags = new Map<string, string[]>();
  const positionals = [...verbatim];
  const known = Object.keys(command.flags);
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

/** A word that should be a command; it may be what was to be run. */
export function unknownCommand(name: string, names: readonly string[]): CliError {
  const near = closestName(name, names);
  return new CliError(`unknown command '${name}'`, 'UNKNOWN_COMMAND', [
    near === undefined ? `loop-or-pool run ${name}` : `loop-or-pool ${near}`,
    `one of ${names.join(', ')}`,
  ]);
}
