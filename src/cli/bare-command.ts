/** A command without arguments needs no parser, and yargs takes longer to load than `list` to answer. */
import type { Command } from './command.js';
import { complain } from './complaint.js';
import { hasDefaults } from './defaults.js';
import type { ExitCode } from './exit-codes.js';
import { globalFlags } from './global-flags.js';
import { openTerminal } from './terminal.js';

/** Those that can be typed alone. */
const bareCommands: Record<string, () => Promise<Command>> = {
  run: async () => (await import('./run.js')).run,
  list: async () => (await import('./list.js')).list,
  doctor: async () => (await import('./doctor.js')).doctor,
};

/** Undefined if the line is no bare command; it must be parsed then. */
export async function runBareCommand(argv: readonly string[]): Promise<ExitCode | undefined> {
  const load = argv.length === 1 ? bareCommands[argv[0] ?? ''] : undefined;
  if (load === undefined) return undefined;
  const terminal = openTerminal({ color: 'auto', ascii: false });
  try {
    const command = await load();
    if (hasDefaults({ ...command.flags, ...globalFlags })) return undefined;
    return await command.run({ positionals: [], flags: new Map() }, terminal);
  } catch (error) {
    return complain(error, terminal.err, false);
  }
}
