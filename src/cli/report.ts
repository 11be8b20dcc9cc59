import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defineCommand } from './command.js';
import { exitCodes } from './exit-codes.js';
import { asExport, exportFormats, writeExports } from './export-files.js';
import { asText, listFlag, oneOf, repeatedFlag, switchFlag, valueFlag } from './flags.js';
import { formats } from './report-files.js';

export const report = defineCommand({
  usage: 'report <run>',
  describe: 'judge a stored run anew and show it in any format',
  positionals: { run: { describe: 'run id, folder or run.json; or latest' } },
  flags: {
    formats: listFlag('LIST', `write these files: ${formats.join(',')}`, oneOf(...formats)),
    out: valueFlag('DIR', "write the files here (default: the run's own folder)", asText),
    json: valueFlag('FILE', 'write the summary there; - is stdout and alone on it', asText),
    export: repeatedFlag(
      'FORMAT[=FILE]',
      `write a format of another tool, - is stdout: ${exportFormats.join(', ')}`,
      asExport,
    ),
    quiet: switchFlag('print the verdicts only'),
  },
  examples: [
    ['$0 report latest', 'the last run, on the screen'],
    ['$0 report latest --formats html,png', 'its files again'],
    ['$0 report latest --export junit=junit.xml', 'for a CI service'],
  ],
  async run({ positionals: [run = ''], flags }, terminal) {
    const { readRun } = await import('../record/store.js');
    const { findingsOf, present } = await import('./presentation.js');
    const record = await readRun(run);
    const wanted = flags.formats.length === 0 && flags.out !== undefined ? formats : flags.formats;
    const folder = flags.out ?? folderOf(run, record.id);
    const findings = findingsOf(record);
    const isPiped = flags.export.some(({ file }) => file === '-');
    const screen = isPiped ? { ...terminal, out: terminal.err } : terminal;
    await present(findings, { ...flags, formats: wanted, folder }, screen);
    await writeExports(findings, flags.export, folder, terminal);
    return exitCodes.done;
  },
});

/** Where the run lies, by how it was named. */
function folderOf(run: string, id: string): string {
  if (existsSync(join(run, 'run.json'))) return run;
  return run.endsWith('.json') ? dirname(run) : join('reports', id);
}
