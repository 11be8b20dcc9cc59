/** What counts where a flag was not typed: an environment variable, then the configuration file. */
import { closestName } from '../executors/closest-name.js';
import { CliError } from './cli-error.js';
import type { Command, GivenTexts } from './command.js';
import type { Flag, Flags } from './flags.js';
import { configIn, readConfig } from './project-config.js';
import type { ProjectConfig } from './project-config.js';

/** A command as far as its defaults need it, and the names of all. */
export interface Defaulted extends Pick<Command, 'flags'> {
  name: string;
  names: readonly string[];
}

/** May anything be set that was not typed? Cheap to ask. */
export function hasDefaults(flags: Flags): boolean {
  const isSet = Object.keys(flags).some((name) => variableOf(name) in process.env);
  return isSet || configIn(process.cwd()) !== undefined;
}

/**
 * Fills in what was not typed. `LOOP_OR_POOL_TIME_LIMIT=5s` stands for `--time-limit 5s` of every
 * command that has the flag; the configuration file names flags by command.
 *
 * @throws {CliError} naming the variable or the file, for what no flag can be.
 */
export async function withDefaults(
  command: Defaulted,
  given: GivenTexts,
  folder = process.cwd(),
  environment = process.env,
): Promise<GivenTexts> {
  const { name, flags } = command;
  const file = configIn(folder) ?? '';
  const config = await readConfig(folder);
  const settled = settledFlags(command, config, file);
  const texts = new Map(given.flags);
  for (const [flagName, flag] of Object.entries(flags)) {
    if (texts.has(flagName)) continue;
    const variable = variableOf(flagName);
    const found =
      fromEnvironment(environment[variable], flag, variable) ??
      fromConfig(settled[flagName], flag, `${file}: flags.${name}.${flagName}`);
    if (!found) continue;
    check(flag, found, flagName);
    texts.set(flagName, found.texts);
  }
  const isUnnamed = name === 'run' && given.positionals.length === 0;
  return { positionals: isUnnamed ? (config.workloads ?? []) : given.positionals, flags: texts };
}

/** `LOOP_OR_POOL_TIME_LIMIT` of `time-limit`. */
function variableOf(flag: string): string {
  return `LOOP_OR_POOL_${flag.toUpperCase().replaceAll('-', '_')}`;
}

/** Texts as if they had been typed, and where they come from. */
interface Found {
  texts: string[];
  source: string;
}

function fromEnvironment(
  text: string | undefined,
  flag: Flag<unknown>,
  source: string,
): Found | undefined {
  if (text === undefined || text === '') return undefined;
  const isSwitch = flag.placeholder === null;
  if (isSwitch && !['0', '1', 'false', 'true'].includes(text)) {
    throw new CliError(`${source}: expected 1 or 0, received '${text}'`, 'BAD_VALUE', []);
  }
  return { texts: [isSwitch ? String(text === '1' || text === 'true') : text], source };
}

function fromConfig(value: unknown, flag: Flag<unknown>, source: string): Found | undefined {
  if (value === undefined) return undefined;
  if (value === true && flag.implied !== undefined) return { texts: [flag.implied], source };
  const isSwitch = flag.placeholder === null;
  if (isSwitch !== (typeof value === 'boolean')) {
    const expected = isSwitch ? 'true or false' : 'a text, a number or a list of them';
    throw new CliError(
      `${source}: expected ${expected}, received ${String(value)}`,
      'BAD_CONFIG',
      [],
    );
  }
  return { texts: textsOf(value), source };
}

function textsOf(value: unknown): string[] {
  return value === undefined ? [] : [value].flat().map(String);
}

/** A value that no flag takes is told of where it stands, not as if it had been typed. */
function check(flag: Flag<unknown>, { texts, source }: Found, name: string): void {
  try {
    flag.read(texts, name);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    throw new CliError(error.message.replace(`--${name}`, source), error.code, error.tries);
  }
}

/**
 * The file's flags for the command. All names are checked, so that no typing mistake hides. Its models
 * are those of `run`; `compare` and `check` read the file of the versions that they measure.
 */
function settledFlags(
  { name, names, flags }: Defaulted,
  config: ProjectConfig,
  file: string,
): Record<string, unknown> {
  const byCommand = config.flags ?? {};
  assertKnown(byCommand, names, `${file}: flags: unknown command`);
  const own = byCommand[name] ?? {};
  assertKnown(own, Object.keys(flags), `${file}: flags.${name}: unknown flag`);
  return { ...(name === 'run' && { models: config.models }), ...own };
}

function assertKnown(value: object, known: readonly string[], what: string): void {
  const stranger = Object.keys(value).find((key) => !known.includes(key));
  if (stranger === undefined) return;
  const near = closestName(stranger, known);
  throw new CliError(`${what} '${stranger}'`, 'BAD_CONFIG', [
    ...(near === undefined ? [] : [near]),
    `one of ${known.join(', ')}`,
  ]);
}
