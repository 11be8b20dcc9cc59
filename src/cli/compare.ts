import type { Comparison } from '../verdict/regression.js';
import { CliError } from './cli-error.js';
import { defineCommand } from './command.js';
import { measureFlags, outputFlags, versionFlags } from './comparison-flags.js';
import { exitCodes } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import { valueFlag } from './flags.js';
import type { FlagValues } from './flags.js';
import { asHistoryPath, defaultHistory } from './history-path.js';
import { listenForInterruption } from './interruption.js';
import type { Terminal } from './terminal.js';

const flags = {
  ...versionFlags,
  ...measureFlags,
  ...outputFlags,
  history: valueFlag(
    'PATH',
    `look for stored runs there (default: ${defaultHistory})`,
    asHistoryPath,
  ),
};

type CompareFlags = FlagValues<typeof flags>;

export const compare = defineCommand({
  usage: 'compare [items..]',
  describe: 'hold one version against another: two runs, or --base and the working tree',
  positionals: {
    items: { describe: 'two stored runs; with --base, workload files or names' },
  },
  flags,
  examples: [
    ['$0 compare --base main ./resize.mjs', 'measures both in turns'],
    ['$0 compare 2026-11-21T09 latest', 'two stored runs'],
  ],
  async run({ positionals, flags }, terminal) {
    const { base, strict } = flags;
    if (base !== undefined) return compareVersions(base, positionals, flags, terminal);
    const { compareRuns } = await import('./compare/stored-runs.js');
    const { presentComparison } = await import('./comparison-output.js');
    const [before, after, ...others] = positionals;
    if (before === undefined || after === undefined || others.length > 0) {
      throw notTwo(positionals);
    }
    const comparison = await compareRuns(before, after, flags.history);
    const command = `npx loop-or-pool compare ${before} ${after}`;
    await presentComparison(comparison, flags, command, terminal);
    return exitCodeOf(comparison, strict);
  },
});

async function compareVersions(
  base: string,
  targets: readonly string[],
  flags: CompareFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const { compareSideBySide } = await import('./compare/side-by-side.js');
  const { presentComparison } = await import('./comparison-output.js');
  using interruption = listenForInterruption(() => terminal.err.write('\nstopping\n'));
  const { signal } = interruption;
  const options = { base, targets, flags, confirms: false, signal };
  try {
    const comparison = await compareSideBySide(options, terminal);
    const command = ['npx loop-or-pool compare --base', base, ...targets].join(' ');
    await presentComparison(comparison, flags, command, terminal);
    return interruption.exitCode ?? exitCodeOf(comparison, flags.strict);
  } catch (error) {
    // What an interruption breaks off on its way out is no error of its own.
    if (interruption.exitCode === undefined) throw error;
    return interruption.exitCode;
  }
}

function notTwo(items: readonly string[]): CliError {
  return new CliError(`compare: expected two runs, received ${items.length}`, 'BAD_USAGE', [
    'loop-or-pool compare RUN latest',
    'loop-or-pool compare --base main ./workload.mjs',
  ]);
}

/** What measures other work was refused, cell by cell; what failed is no answer either. */
function exitCodeOf({ cells, evidence }: Comparison, isStrict: boolean): ExitCode {
  const isStored = evidence === 'two-moments';
  const kinds = cells.flatMap(({ problem }) => problem?.kind ?? []);
  const compared = cells.filter(({ figures }) => figures !== null);
  const isOpen = compared.some(({ figures }) => figures?.time.change === 'unclear');
  if (kinds.includes('failed') && !isStored) return exitCodes.failedCells;
  if (kinds.includes('differs')) return exitCodes.undecided;
  if (compared.length === 0) return isStored ? exitCodes.undecided : exitCodes.failedCells;
  return isStrict && (isOpen || kinds.length > 0) ? exitCodes.undecided : exitCodes.done;
}
