import { CliError } from './cli-error.js';
import { closestName } from '../executors/closest-name.js';
import { defineCommand } from './command.js';
import { asText, inGroup, oneOf, switchFlag, valueFlag, wholeNumber } from './flags.js';
import type { FlagValues } from './flags.js';
import type { ExitCode } from './exit-codes.js';
import { asHistoryPath, defaultHistory } from './history-path.js';
import type { Terminal } from './terminal.js';

const flags = {
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

export type HistoryFlags = FlagValues<typeof flags>;

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

/** Each is loaded when it is asked for, and the database with it. */
const actions: Record<string, () => Promise<HistoryAction>> = {
  list: async () => (await import('./history/list.js')).list,
  show: async () => (await import('./history/show.js')).show,
  trend: async () => (await import('./history/trend.js')).trend,
  import: async () => (await import('./history/import.js')).importRuns,
  export: async () => (await import('./history/export.js')).exportRuns,
  prune: async () => (await import('./history/prune.js')).prune,
  verify: async () => (await import('./history/verify.js')).verify,
};

export const history = defineCommand({
  usage: 'history <action> [items..]',
  describe: 'stored runs: list, show, trend, import, export, prune, verify',
  positionals: {
    action: { describe: Object.keys(actions).join(', ') },
    items: { describe: 'runs (show, export), cells (trend), folders (import)' },
  },
  flags,
  examples: [
    ['$0 history list', 'the latest runs'],
    ['$0 history trend sha256/worker-pool:2', 'how one cell went, and where it changed'],
    ['$0 history import reports', 'stores all runs below a folder'],
    ['$0 history export 2026-11 > run.json', 'the record of one run'],
    ['$0 history prune --keep 500', 'all but the latest'],
  ],
  async run({ positionals: [name = '', ...items], flags: given }, terminal) {
    const load = actions[name];
    if (load === undefined) throw unknownAction(name);
    const action = await load();
    refuseForeignFlags(name, action, given);
    return action.run({ path: given.history ?? defaultHistory, items, flags: given }, terminal);
  },
});

function days(text: string): number | { expected: string } {
  const match = /^(\d+)d$/.exec(text.trim());
  return match ? Number(match[1]) : { expected: 'a number of days, such as 90d' };
}

function unknownAction(name: string): CliError {
  const names = Object.keys(actions);
  const near = closestName(name, names);
  return new CliError(`history: there is no action '${name}'`, 'UNKNOWN_ACTION', [
    ...(near === undefined ? [] : [`loop-or-pool history ${near}`]),
    `one of ${names.join(', ')}`,
  ]);
}

/** A flag that an action would not heed must not look as if it did. */
function refuseForeignFlags(name: string, { takes }: HistoryAction, given: HistoryFlags): void {
  for (const [flag, value] of Object.entries(given)) {
    const isGiven = value !== undefined && value !== false;
    const isKnown = flag === 'history' || takes.some((taken) => taken === flag);
    if (isGiven && !isKnown) {
      throw new CliError(`history ${name}: takes no --${flag}`, 'UNKNOWN_FLAG', [
        ['--history', ...takes.map((taken) => `--${taken}`)].join(' '),
      ]);
    }
  }
}
