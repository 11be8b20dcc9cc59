import { CliError } from './cli-error.js';
import { defineCommand } from './command.js';
import { exitCodes } from './exit-codes.js';
import { asText, switchFlag, valueFlag } from './flags.js';
import { labelled } from './labelled.js';

export const init = defineCommand({
  usage: 'init',
  describe: 'write a sample workload, a configuration and a CI workflow',
  positionals: {},
  flags: {
    out: valueFlag('DIR', 'the project to write them into (default: the current folder)', asText),
    force: switchFlag('replace files that are there'),
  },
  examples: [['$0 init && $0 run', 'from nothing to a first report']],
  async run({ flags }, { out }) {
    const { starterFiles, writeStarterFiles } = await import('./init/starter-files.js');
    const folder = flags.out ?? '.';
    const taken = await writeStarterFiles(folder, { replace: flags.force });
    if (taken.length > 0) {
      throw new CliError(`init: already there: ${taken.join(', ')}`, 'FILE_EXISTS', [
        'move them away, or replace them with --force; nothing was written',
      ]);
    }
    const width = Math.max(...starterFiles.map(({ path }) => path.length)) + 2;
    for (const { path, purpose } of starterFiles) {
      out.write(labelled(path.padEnd(width), purpose, out.width));
    }
    out.write('\nnext: npx loop-or-pool run\n');
    out.write('add reports/ and .loop-or-pool/ to .gitignore\n');
    return exitCodes.done;
  },
});
