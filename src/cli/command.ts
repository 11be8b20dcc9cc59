/** A command as data. `program.ts` hands it to yargs, which parses the line and writes the help. */
import type { ExitCode } from './exit-codes.js';
import type { Flag, Flags, FlagValues } from './flags.js';
import type { Terminal } from './terminal.js';

export interface Command {
  /** As yargs wants it: `run [targets..]`. */
  usage: string;
  describe: string;
  /** The arguments that the usage names. */
  positionals: Record<string, { describe: string; byDefault?: string }>;
  flags: Flags;
  examples: readonly (readonly [line: string, meaning: string])[];
  run(given: GivenTexts, terminal: Terminal): Promise<ExitCode>;
}

/** What was typed, not yet understood: a text for each time a flag was given. */
export interface GivenTexts {
  positionals: readonly string[];
  flags: ReadonlyMap<string, readonly string[]>;
}

interface CommandDefinition<F extends Flags> extends Omit<Command, 'flags' | 'run'> {
  flags: F;
  run(
    input: { positionals: readonly string[]; flags: FlagValues<F> },
    terminal: Terminal,
  ): Promise<ExitCode>;
}

/** Ties the flags of a command to the types its `run` receives. */
export function defineCommand<F extends Flags>(definition: CommandDefinition<F>): Command {
  return {
    ...definition,
    run: ({ positionals, flags }, terminal) =>
      definition.run({ positionals, flags: readFlags(definition.flags, flags) }, terminal),
  };
}

export function readFlags<F extends Flags>(
  flags: F,
  given: ReadonlyMap<string, readonly string[]>,
): FlagValues<F> {
  const entries: [string, Flag<unknown>][] = Object.entries(flags);
  return Object.fromEntries(
    entries.map(([name, flag]) => [name, flag.read(given.get(name) ?? [], name)]),
  ) as FlagValues<F>;
}
