import { closestName } from '../executors/closest-name.js';
import { CliError } from './cli-error.js';
import { defineCommand } from './command.js';
import { exitCodes } from './exit-codes.js';
import { asText, duration, listFlag, oneOf, valueFlag, type FlagValues } from './flags.js';
import type { Terminal } from './terminal.js';

const flags = {
  executor: valueFlag(
    'MODEL',
    'what runs the tasks (flags: async-pool:20, loiter: async-pool:3, futures: async-pool:2)',
    asText,
  ),
  fail: listFlag('KIND', 'flags: let downloads fail: 404, timeout', oneOf('404', 'timeout')),
  second: valueFlag('DURATION', 'loiter: how long a second of it lasts (1s)', duration),
};

type Flag = keyof typeof flags;
type Options = FlagValues<typeof flags>;

interface Demonstration {
  /** The flags that mean something to it. */
  takes: readonly Flag[];
  show(options: Options, terminal: Terminal): Promise<void>;
}

/** Each is loaded when it is asked for. */
const demonstrations: Record<string, Demonstration> = {
  flags: {
    takes: ['executor', 'fail'],
    async show({ executor: model = 'async-pool:20', fail: failures }, terminal) {
      const { demonstrateFlags } = await import('./demo/flags.js');
      await demonstrateFlags({ model, failures }, terminal);
    },
  },
  loiter: {
    takes: ['executor', 'second'],
    async show({ executor: model = 'async-pool:3', second: secondMs = 1000 }, terminal) {
      const { demonstrateLoitering } = await import('./demo/loiter.js');
      await demonstrateLoitering({ model, secondMs }, terminal);
    },
  },
  futures: {
    takes: ['executor'],
    async show({ executor: model = 'async-pool:2' }, terminal) {
      const { demonstrateFutures } = await import('./demo/futures.js');
      await demonstrateFutures({ model }, terminal);
    },
  },
  gil: {
    takes: [],
    async show(_options, terminal) {
      const { demonstrateGil } = await import('./demo/gil.js');
      await demonstrateGil(terminal);
    },
  },
};

export const demo = defineCommand({
  usage: 'demo <name>',
  describe: 'the classic demonstrations of concurrent.futures',
  positionals: { name: { describe: 'flags, loiter, futures or gil' } },
  flags,
  examples: [
    ['loop-or-pool demo flags', 'one by one, with map, with submit and asCompleted'],
    ['loop-or-pool demo flags --fail 404,timeout', 'how errors surface'],
    ['loop-or-pool demo loiter --executor worker-pool:3', 'five tasks in three threads'],
  ],
  async run({ positionals: [name = ''], flags: options }, terminal) {
    const demonstration = demonstrationNamed(name);
    refuseFlagsWithoutMeaning(name, demonstration, options);
    await demonstration.show(options, terminal);
    return exitCodes.done;
  },
});

function demonstrationNamed(name: string): Demonstration {
  const demonstration = Object.hasOwn(demonstrations, name) ? demonstrations[name] : undefined;
  if (demonstration !== undefined) return demonstration;
  const names = Object.keys(demonstrations);
  const near = closestName(name, names);
  throw new CliError(`demo: there is no demonstration '${name}'`, 'UNKNOWN_DEMO', [
    ...(near === undefined ? [] : [`loop-or-pool demo ${near}`]),
    `one of ${names.join(', ')}`,
  ]);
}

function refuseFlagsWithoutMeaning(name: string, { takes }: Demonstration, options: Options): void {
  const isGiven = { ...options, fail: options.fail.length > 0 || undefined };
  for (const flag of Object.keys(flags) as Flag[]) {
    if (isGiven[flag] === undefined || takes.includes(flag)) continue;
    throw new CliError(`demo ${name}: --${flag} means nothing to it`, 'BAD_USAGE', [
      `loop-or-pool demo ${[name, ...takes.map((taken) => `--${taken} ...`)].join(' ')}`,
    ]);
  }
}
