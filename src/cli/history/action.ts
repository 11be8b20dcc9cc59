/** What the actions of `history` have in common: their flags and their shape. */
import type { ExitCode } from '../exit-codes.js';
import { asText, inGroup, oneOf, switchFlag, valueFlag, wholeNumber } from '../flags.js';
import type { FlagValues } from '../flags.js';
import { asHistoryPath, defaultHistory } from '../history-path.js';
import type { Terminal } from '../terminal.js';

/** Of all actions; each names those it takes. */
export const historyFlags = {
  history: valueFlag('PATH', `the history (default: ${defaultHistory})`, asHistoryPath),
  ...inGroup('list and trend:', {
    branch: valueFlag('NAME', 'only runs of this branch (prune too)', asText),
    last: valueFlag('N', 'only the latest N runs (default: list 20, trend 100)', wholeNumber(1)),
    json: valueFlag('FILE', 'write it as JSON; - is stdout and alone on it', asText),
  }),
  ...inGroup('trend:', {
    figure: valueFlag(
      'NAME',
      'wall, loop-delay, memory or cpu (default: wall)',
      oneOf('wall', 'loop-delay', 'memory', 'cpu'),
    ),
  }),
  ...inGroup('show and export:', {
    out: valueFlag('DIR', 'export: write each run to DIR/<run id>/run.json', asText),
    quiet: switchFlag('show: print the verdicts only'),
  }),
  ...inGroup('prune:', {
    keep: valueFlag('N', 'keep the latest N runs', wholeNumber(1)),
    'older-than': valueFlag('DAYS', 'remove only what is older, such as 90d', days),
    dirty: switchFlag('remove only runs of uncommitted work'),
    'dry-run': switchFlag('name what would be removed, and remove nothing'),
  }),
};

export type HistoryFlags = FlagValues<typeof historyFlags>;

/** One thing to do with a history. */
export interface HistoryAction {
  /** The flags it takes, beside --history. */
  takes: readonly (keyof HistoryFlags)[];
  run(input: HistoryInput, terminal: Terminal): Promise<ExitCode>;
}

export interface HistoryInput {
  path: string;
  /** What follows the action. */
  items: readonly string[];
  flags: HistoryFlags;
}

function days(text: string): number | { expected: string } {
  const match = /^(\d+)d$/.exec(text.trim());
  return match ? Number(match[1]) : { expected: 'a number of days, such as 90d' };
}
