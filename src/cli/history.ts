import { CliError } from './cli-error.js';
import { closestName } from '../executors/closest-name.js';
import { defineCommand } from './command.js';
import { historyFlags } from './history/action.js';
import type { HistoryAction, HistoryFlags } from './history/action.js';
import { defaultHistory } from './history-path.js';

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
  flags: historyFlags,
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
