import { CliError } from './cli-error.js';
import { defineCommand } from './command.js';
import { exitCodes } from './exit-codes.js';
import { asText, share, valueFlag } from './flags.js';
import { styled } from './terminal.js';

export const accept = defineCommand({
  usage: 'accept <cells..>',
  describe: 'mark a slow-down as expected, with a reason',
  positionals: {
    cells: { describe: 'cells such as sha256/event-loop, or workloads' },
  },
  flags: {
    reason: valueFlag('TEXT', 'why it is expected; shown with every check', asText),
    'at-most': valueFlag('SHARE', 'largest slow-down expected (default: any)', share),
  },
  examples: [["$0 accept sha256 --reason 'hashes twice now'", 'then commit the file']],
  async run({ positionals: cells, flags }, { out, err }) {
    const { ACCEPTED_FILE, addAcceptances } = await import('./accepted-changes.js');
    const { isIgnored } = await import('../compare/git.js');
    const { reason } = flags;
    if (reason === undefined) throw noReason(cells);
    const [acceptedAt, atMost] = [new Date().toISOString(), flags['at-most'] ?? null];
    await addAcceptances(
      '.',
      cells.map((of) => ({ of, reason, acceptedAt, atMost })),
    );
    out.write(`accepted: ${cells.join(', ')}\ncommit ${ACCEPTED_FILE} with the change\n`);
    if (await isIgnored('.', ACCEPTED_FILE)) {
      const advice = `git ignores ${ACCEPTED_FILE}: write .loop-or-pool/* and !${ACCEPTED_FILE} into .gitignore`;
      err.write(`${styled(err, 'yellow', 'warning:')} ${advice}\n`);
    }
    return exitCodes.done;
  },
});

function noReason(cells: readonly string[]): CliError {
  return new CliError('accept: why is it expected?', 'NO_REASON', [
    `loop-or-pool accept ${cells.join(' ')} --reason TEXT`,
  ]);
}
