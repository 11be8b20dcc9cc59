/** What `run --history` does with a history: look at it first, store the run last. */
import { addRun, whyNotStored } from '../../history/add-run.js';
import { withoutPassword } from '../../history/postgres.js';
import { readPastTrends } from '../../history/past.js';
import type { Trend } from '../../history/trend.js';
import type { RunRecord } from '../../record/run-record.js';
import type { Output } from '../terminal.js';
import { withHistory } from './with-history.js';

/**
 * Makes the history, or sees that it can be used: that is better known before measuring than after.
 *
 * @throws {HistoryError} if it cannot
 */
export async function prepareHistory(path: string): Promise<void> {
  await withHistory(path, () => Promise.resolve(), { create: true });
}

/** What the history knows of the run's cells. */
export function pastTrendsIn(path: string, record: RunRecord): Promise<Trend[]> {
  return withHistory(path, (history) => readPastTrends(history, record));
}

/** Stores the run and says so, or why not. */
export async function keepRun(path: string, record: RunRecord, err: Output): Promise<void> {
  const reason = whyNotStored(record);
  const place = withoutPassword(path);
  if (reason !== null) {
    err.write(`not stored in ${place}: ${reason}\n`);
    return;
  }
  await withHistory(path, (history) => addRun(history, record), { create: true });
  err.write(`stored in ${place}\n`);
}
