import { deleteRuns, runsToPrune } from '../../history/prune.js';
import type { PruneRule } from '../../history/prune.js';
import { CliError } from '../cli-error.js';
import { exitCodes } from '../exit-codes.js';
import type { HistoryAction, HistoryFlags } from './action.js';
import { withHistory } from './with-history.js';

const DAY_MS = 24 * 3_600_000;

export const prune: HistoryAction = {
  takes: ['keep', 'older-than', 'dirty', 'branch', 'dry-run'],
  async run({ path, flags }, { out }) {
    const rule = ruleOf(flags);
    const runs = await withHistory(path, async (history) => {
      const doomed = await runsToPrune(history, rule);
      const numbers = doomed.map(({ number }) => number);
      if (!flags['dry-run'] && numbers.length > 0) await deleteRuns(history, numbers);
      return doomed;
    });
    for (const { id } of runs) out.write(`${id}\n`);
    out.write(`${runs.length} ${flags['dry-run'] ? 'would be removed' : 'removed'}\n`);
    return exitCodes.done;
  },
};

/** Without any rule all would go, which nobody means. */
function ruleOf({ keep, dirty, branch, 'older-than': ageDays }: HistoryFlags): PruneRule {
  if (keep === undefined && ageDays === undefined && !dirty) {
    throw new CliError('history prune: by which rule?', 'NO_RULE', [
      '--keep 500',
      '--older-than 90d',
      '--dirty',
    ]);
  }
  return {
    isDirty: dirty,
    ...(keep !== undefined && { keep }),
    ...(branch !== undefined && { branch }),
    ...(ageDays !== undefined && { before: new Date(Date.now() - ageDays * DAY_MS) }),
  };
}
