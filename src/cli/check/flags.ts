import { measureFlags, outputFlags, versionFlags } from '../comparison-flags.js';
import { asText, inGroup, listFlag, oneOf, valueFlag } from '../flags.js';
import type { FlagValues } from '../flags.js';
import { asHistoryPath, defaultHistory } from '../history-path.js';

export const checkFlags = {
  ...versionFlags,
  ...inGroup('Without --base:', {
    history: valueFlag('PATH', `earlier runs (default: ${defaultHistory})`, asHistoryPath),
    branch: valueFlag('NAME', 'only those of this branch', asText),
  }),
  ...measureFlags,
  'fail-on': listFlag(
    'LIST',
    'what ends with 1: time, loop-delay, memory, cpu, advice (default: time)',
    oneOf('time', 'loop-delay', 'memory', 'cpu', 'advice'),
  ),
  ...outputFlags,
};

export type CheckFlags = FlagValues<typeof checkFlags>;
