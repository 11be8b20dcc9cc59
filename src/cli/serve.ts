import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { defineCommand } from './command.js';
import { exitCodes } from './exit-codes.js';
import { asText, valueFlag, wholeNumber } from './flags.js';
import { asHistoryPath, defaultHistory } from './history-path.js';
import { listenForInterruption } from './interruption.js';
import { toolVersion } from './prepared-text.js';

export const serve = defineCommand({
  usage: 'serve',
  describe: 'show stored runs, and one that goes on, in a browser on this machine',
  positionals: {},
  flags: {
    reports: valueFlag('DIR', "folder with the runs' folders (default: reports)", asText),
    history: valueFlag(
      'PATH',
      `history whose runs are shown too (default: ${defaultHistory}, if there is one)`,
      asHistoryPath,
    ),
    port: valueFlag('N', 'port to listen on (default: any that is free)', wholeNumber(0)),
  },
  examples: [
    ['$0 serve', 'prints an address; Ctrl-C ends it'],
    ['$0 serve --reports ci/reports --port 8080', 'other runs, on a port of your choice'],
  ],
  async run({ flags }, { out, err }) {
    const { openHistory } = await import('../history/database.js');
    const { withoutPassword } = await import('../history/postgres.js');
    const { openServer } = await import('../serve/server.js');
    const { openShelf } = await import('../serve/shelf.js');
    const { reports = 'reports', port = 0 } = flags;
    const place = flags.history ?? (existsSync(defaultHistory) ? defaultHistory : undefined);

    // A run may be measuring: it goes first.
    setPriority(constants.priority.PRIORITY_LOW);
    using interruption = listenForInterruption(() => err.write('\n'));
    const history = place === undefined ? null : await openHistory(place);
    try {
      await using server = await openServer({
        port,
        library: {
          shelf: openShelf({ reports, history }),
          tool: `loop-or-pool ${toolVersion()}`,
          places: [reports, ...(place === undefined ? [] : [withoutPassword(place)])],
          hasHistory: history !== null,
        },
      });
      out.write(`${server.url}\n`);
      err.write('only this machine can open it, and only with the whole address; Ctrl-C ends it\n');
      if (!interruption.signal.aborted) await once(interruption.signal, 'abort');
    } finally {
      await history?.destroy();
    }
    return exitCodes.done;
  },
});
