/** What every command that has measured does with its record: keep it, show it, find an exit code. */
import { join } from 'node:path';
import type { Trend } from '../history/trend.js';
import type { RunRecord } from '../record/run-record.js';
import type { Judgement } from '../verdict/verdict.js';
import { exitCodes } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import { formats } from './report-files.js';
import type { Format } from './report-files.js';
import type { Terminal } from './terminal.js';

export interface OutputFlags {
  out: string | undefined;
  formats: readonly Format[];
  json: string | undefined;
  history: string | undefined;
  quiet: boolean;
}

/** The record comes first: whatever fails after it, the measurements are on disk. */
export async function keepAndPresent(
  record: RunRecord,
  flags: OutputFlags,
  terminal: Terminal,
): Promise<Judgement> {
  const folder = await storeRun(record, flags.out);
  const { findingsOf, present } = await import('./presentation.js');
  const findings = findingsOf(record, await pastOf(record, flags.history));
  const wanted = flags.formats.length > 0 ? flags.formats : formats;
  await present(findings, { ...flags, formats: wanted, folder }, terminal);
  if (flags.history !== undefined) {
    const { keepRun } = await import('./history/keep-run.js');
    await keepRun(flags.history, record, terminal.err);
  }
  return findings.judgement;
}

/** A history that fails must not cost the report; storing the run, which comes last, says why. */
async function pastOf(record: RunRecord, path: string | undefined): Promise<Trend[]> {
  if (path === undefined) return [];
  const { pastTrendsIn } = await import('./history/keep-run.js');
  return pastTrendsIn(path, record).catch(() => []);
}

/** Writes the record over an earlier state of the same run; resolves with the run's folder. */
export async function storeRun(record: RunRecord, out = 'reports'): Promise<string> {
  const { pointLatestAt, writeRun } = await import('../record/store.js');
  const folder = join(out, record.id);
  await writeRun(folder, record);
  await pointLatestAt(folder);
  return folder;
}

export function exitCodeOf(record: RunRecord, judgement: Judgement, isStrict: boolean): ExitCode {
  const failures = record.cells.flatMap(({ error }) => error ?? []);
  if (failures.some(({ kind }) => kind !== 'unavailable')) return exitCodes.failedCells;
  if (failures.length > 0) return exitCodes.unavailable;
  const hasSamples = record.cells.some(({ processes }) =>
    processes.some(({ samples }) => samples.length > 0),
  );
  if (!hasSamples) return exitCodes.failedCells;
  const isClear = judgement.workloads.every(({ verdict }) => verdict.status === 'clear');
  return isStrict && !isClear ? exitCodes.undecided : exitCodes.done;
}
