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

type Demonstration = (options: FlagValues<typeof flags>, terminal: Terminal) => Promise<void>;

/** Each is loaded when it is asked for. */
const demonstrations: Record<string, Demonstration> = {
  async flags({ executor: model = 'async-pool:20', fail: failures }, terminal) {
    const { demonstrateFlags } = await import('./demo/flags.js');
    await demonstrateFlags({ model, failures }, terminal);
  },
  async loiter({ executor: model = 'async-pool:3', second: secondMs = 1000 }, terminal) {
    const { demonstrateLoitering } = await import('./demo/loiter.js');
    await demonstrateLoitering({ model, secondMs }, terminal);
  },
  async futures({ executor: model = 'async-pool:2' }, terminal) {
    const { demonstrateFutures } = await import('./demo/futures.js');
    await demonstrateFutures({ model }, terminal);
  },
  async gil(_options, terminal) {
    const { demonstrateGil } = await import('./demo/gil.js');
    await demonstrateGil(terminal);
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
    const demonstrate = Object.hasOwn(demonstrations, name) ? demonstrations[name] : undefined;
    if (demonstrate === undefined) {
      throw new CliError(`demo: there is no demonstration '${name}'`, 'UNKNOWN_DEMO', [
        `one of ${Object.keys(demonstrations).join(', ')}`,
      ]);
    }
    await demonstrate(options, terminal);
    return exitCodes.done;
  },
});
