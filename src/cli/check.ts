import type { Comparison } from '../verdict/regression.js';
import { defineCommand } from './command.js';
import { checkFlags } from './check/flags.js';
import type { CheckFlags } from './check/flags.js';
import { listenForInterruption } from './interruption.js';
import type { Terminal } from './terminal.js';

export const check = defineCommand({
  usage: 'check [targets..]',
  describe: 'the gate for CI: exit with 1 on a slow-down that was found twice',
  positionals: {
    targets: { describe: 'workload files, workloads or a suite', byDefault: 'by the config' },
  },
  flags: checkFlags,
  examples: [
    ['$0 check --base origin/main ./resize.mjs', 'against a commit, in turns'],
    ['$0 check ./resize.mjs', 'against the history'],
  ],
  async run({ positionals, flags }, terminal) {
    const { checkExitCode } = await import('./check/exit-code.js');
    const { presentComparison } = await import('./comparison-output.js');
    using interruption = listenForInterruption(() => terminal.err.write('\nstopping\n'));
    try {
      const comparison = await checked(positionals, flags, interruption.signal, terminal);
      await presentComparison(comparison, flags, commandOf(positionals, flags), terminal);
      if (process.env['GITHUB_ACTIONS'] === 'true') {
        const { renderAnnotations } = await import('../report/exporters/annotations.js');
        terminal.err.write(renderAnnotations(comparison));
      }
      return interruption.exitCode ?? checkExitCode(comparison, flags);
    } catch (error) {
      // What an interruption breaks off on its way out is no error of its own.
      if (interruption.exitCode === undefined) throw error;
      return interruption.exitCode;
    }
  },
});

async function checked(
  targets: readonly string[],
  flags: CheckFlags,
  signal: AbortSignal,
  terminal: Terminal,
): Promise<Comparison> {
  const { base } = flags;
  if (base === undefined) {
    const { checkAgainstHistory } = await import('./check/against-history.js');
    return checkAgainstHistory({ targets, flags, signal }, terminal);
  }
  const { checkAgainstBase } = await import('./check/against-base.js');
  return checkAgainstBase({ base, targets, flags, confirms: true, signal }, terminal);
}

function commandOf(targets: readonly string[], { base }: CheckFlags): string {
  const against = base === undefined ? [] : ['--base', base];
  return ['npx loop-or-pool check', ...against, ...targets].join(' ');
}
