/** `compare A B`: two stored runs, from folders or from the history. */
import { existsSync } from 'node:fs';
import { readRecord } from '../../history/runs.js';
import { isPostgresUrl } from '../../history/postgres.js';
import type { RunRecord } from '../../record/run-record.js';
import { RunNotFoundError, readRun } from '../../record/store.js';
import { whyNotComparable } from '../../verdict/regression-conditions.js';
import { compareStored } from '../../verdict/regression-stored.js';
import type { Comparison } from '../../verdict/regression.js';
import { CliError } from '../cli-error.js';
import { exitCodes } from '../exit-codes.js';
import { withHistory } from '../history/with-history.js';
import { defaultHistory } from '../history-path.js';

/**
 * @param history where to look for what lies in no folder; the usual place if not given
 * @throws {CliError} with exit code 5 if the runs must not be compared
 */
export async function compareRuns(
  base: string,
  head: string,
  history: string | undefined,
): Promise<Comparison> {
  const [before, after] = [await storedRun(base, history), await storedRun(head, history)];
  const reasons = whyNotComparable(before, after);
  if (reasons.length > 0) {
    throw new CliError(
      `${before.id} and ${after.id} must not be compared:\n  ${reasons.join('\n  ')}`,
      'NOT_COMPARABLE',
      ['loop-or-pool compare --base REF, which measures both here and now'],
      exitCodes.undecided,
    );
  }
  return compareStored(before, after);
}

async function storedRun(wanted: string, history: string | undefined): Promise<RunRecord> {
  try {
    return await readRun(wanted);
  } catch (error) {
    const path = history ?? defaultHistory;
    const hasHistory = history !== undefined || existsSync(path) || isPostgresUrl(path);
    if (!(error instanceof RunNotFoundError) || !hasHistory) throw error;
    return withHistory(path, (opened) => readRecord(opened, wanted));
  }
}
