import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RunRecord } from '../record/run-record.js';
import { CliError } from './cli-error.js';
import { defineCommand } from './command.js';
import { exitCodes } from './exit-codes.js';
import { asExport, exportFormats, writeExports } from './export-files.js';
import {
  asText,
  listFlag,
  oneOf,
  optionalValueFlag,
  repeatedFlag,
  switchFlag,
  valueFlag,
} from './flags.js';
import type { FlagValues } from './flags.js';
import { asHistoryPath, defaultHistory } from './history-path.js';
import { formats } from './report-files.js';
import type { Format } from './report-files.js';
import type { Terminal } from './terminal.js';

const flags = {
  formats: listFlag('LIST', `write these files: ${formats.join(',')}`, oneOf(...formats)),
  out: valueFlag('DIR', "write the files here (default: the run's own folder)", asText),
  json: valueFlag('FILE', 'write the summary there; - is stdout and alone on it', asText),
  export: repeatedFlag(
    'FORMAT[=FILE]',
    `write a format of another tool, - is stdout: ${exportFormats.join(', ')}`,
    asExport,
  ),
  history: optionalValueFlag(
    'PATH',
    `show earlier runs of its cells from there (alone: ${defaultHistory})`,
    defaultHistory,
    asHistoryPath,
  ),
  quiet: switchFlag('print the verdicts only'),
};

type ReportFlags = FlagValues<typeof flags>;

export const report = defineCommand({
  usage: 'report <runs..>',
  describe: 'judge a stored run anew and show it in any format; several side by side',
  positionals: { runs: { describe: 'run ids, folders or run.json files; or latest' } },
  flags,
  examples: [
    ['$0 report latest', 'the last run, on the screen'],
    ['$0 report latest --formats html,png', 'its files again'],
    ['$0 report node20 node22 --out both', 'two runs side by side'],
    ['$0 report part-1 part-2 --out whole', 'one run from its shards'],
    ['$0 report latest --export junit=junit.xml', 'for a CI service'],
  ],
  async run({ positionals, flags }, terminal) {
    const { readRun } = await import('../record/store.js');
    const { isPart } = await import('../record/merge-shards.js');
    const records = [];
    for (const run of positionals) records.push(await readRun(run));
    const [record, ...others] = records;
    if (record && others.length === 0)
      await reportRun(record, positionals[0] ?? '', flags, terminal);
    else if (records.every(isPart)) await reportParts(records, flags, terminal);
    else await reportSideBySide(records, flags, terminal);
    return exitCodes.done;
  },
});

/** The run whose parts these are; with `--out` it is kept there, to be read again as one. */
async function reportParts(
  parts: readonly RunRecord[],
  flags: ReportFlags,
  terminal: Terminal,
): Promise<void> {
  const { mergeShards } = await import('../record/merge-shards.js');
  const { writeRun } = await import('../record/store.js');
  const record = mergeShards(parts);
  if (flags.out !== undefined) await writeRun(flags.out, record);
  await reportRun(record, record.id, flags, terminal);
}

async function reportRun(
  record: RunRecord,
  run: string,
  flags: ReportFlags,
  terminal: Terminal,
): Promise<void> {
  const { findingsOf, present } = await import('./presentation.js');
  const folder = flags.out ?? folderOf(run, record.id);
  const findings = findingsOf(record, await pastOf(record, flags.history));
  const isPiped = flags.export.some(({ file }) => file === '-');
  const screen = isPiped ? { ...terminal, out: terminal.err } : terminal;
  await present(findings, { ...flags, formats: wantedOf(flags, formats), folder }, screen);
  await writeExports(findings, flags.export, folder, terminal);
}

async function pastOf(record: RunRecord, path: string | undefined) {
  if (path === undefined) return [];
  const { pastTrendsIn } = await import('./history/keep-run.js');
  return pastTrendsIn(path, record);
}

/** A trace is of one run. */
const sharedFormats = formats.filter((format) => format !== 'trace');

async function reportSideBySide(
  records: readonly RunRecord[],
  flags: ReportFlags,
  terminal: Terminal,
): Promise<void> {
  refuseWhatCannotStand(records, flags);
  const { present, sideBySideOf } = await import('./presentation.js');
  const wanted = wantedOf(flags, sharedFormats);
  const folder = flags.out ?? join('reports', 'side-by-side');
  await present(sideBySideOf(records), { ...flags, formats: wanted, folder }, terminal);
}

/** `--out` alone asks for all files. */
function wantedOf(flags: ReportFlags, all: readonly Format[]): readonly Format[] {
  return flags.formats.length === 0 && flags.out !== undefined ? all : flags.formats;
}

function refuseWhatCannotStand(records: readonly RunRecord[], flags: ReportFlags): void {
  const ids = records.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) {
    throw new CliError(`report: ${twice} is named twice`, 'BAD_USAGE', ['another run beside it']);
  }
  const ofOneRun = [
    flags.formats.includes('trace') && '--formats trace',
    flags.export.length > 0 && '--export',
    flags.history !== undefined && '--history',
  ].find((flag) => flag !== false);
  if (ofOneRun !== undefined) {
    throw new CliError(`report: ${ofOneRun} takes a single run`, 'BAD_USAGE', [
      `loop-or-pool report ${ids[0] ?? ''} ${ofOneRun}`,
    ]);
  }
  const names = records.flatMap(({ cells }) => [
    ...new Set(cells.map(({ workload }) => workload.name)),
  ]);
  if (new Set(names).size === names.length) {
    throw new CliError('report: the runs have no workload in common', 'NOT_COMPARABLE', [
      `one at a time: loop-or-pool report ${ids[0] ?? ''}`,
    ]);
  }
}

/** Where the run lies, by how it was named. */
function folderOf(run: string, id: string): string {
  if (existsSync(join(run, 'run.json'))) return run;
  return run.endsWith('.json') ? dirname(run) : join('reports', id);
}
