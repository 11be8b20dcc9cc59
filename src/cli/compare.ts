import type { Comparison } from '../verdict/regression.js';
import { CliError } from './cli-error.js';
import { defineCommand } from './command.js';
import { outputFlags } from './comparison-flags.js';
import { exitCodes } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import { valueFlag } from './flags.js';
import { asHistoryPath, defaultHistory } from './history-path.js';

export const compare = defineCommand({
  usage: 'compare [items..]',
  describe: 'hold one version against another',
  positionals: {
    items: { describe: 'two stored runs: id, folder, run.json or latest' },
  },
  flags: {
    history: valueFlag(
      'PATH',
      `look for runs there too (default: ${defaultHistory})`,
      asHistoryPath,
    ),
    ...outputFlags,
  },
  examples: [['$0 compare 2026-11-21T09 latest', 'two stored runs']],
  async run({ positionals, flags }, terminal) {
    const { compareRuns } = await import('./compare/stored-runs.js');
    const { presentComparison } = await import('./comparison-output.js');
    const [base, head, ...others] = positionals;
    if (base === undefined || head === undefined || others.length > 0) throw notTwo(positionals);
    const comparison = await compareRuns(base, head, flags.history);
    await presentComparison(comparison, flags, `loop-or-pool compare ${base} ${head}`, terminal);
    return exitCodeOf(comparison, flags.strict);
  },
});

function notTwo(items: readonly string[]): CliError {
  return new CliError(`compare: expected two runs, received ${items.length}`, 'BAD_USAGE', [
    'loop-or-pool compare RUN latest',
  ]);
}

/** What differs in its conditions was refused, cell by cell; so was a comparison of nothing. */
function exitCodeOf({ cells }: Comparison, isStrict: boolean): ExitCode {
  const isRefused = cells.some(({ problem }) => problem?.kind === 'differs');
  const compared = cells.filter(({ figures }) => figures !== null);
  const isOpen = compared.some(({ figures }) => figures?.time.change === 'unclear');
  if (isRefused || compared.length === 0) return exitCodes.undecided;
  return isStrict && (isOpen || compared.length < cells.length)
    ? exitCodes.undecided
    : exitCodes.done;
}
