import type { History } from './database.js';
import { flavorOf } from './flavor.js';
import { sql } from './kysely.js';
import type { Transaction } from './kysely.js';
import type { Tables } from './tables.js';

export interface PruneRule {
  /** Only runs that started before. */
  before?: Date;
  /** Never the latest so many, of the chosen branch if there is one. */
  keep?: number;
  branch?: string;
  /** Only runs of a working tree that differed from its commit. */
  isDirty?: boolean;
}

/** The bound parameters of one statement are limited. */
const RUNS_PER_STATEMENT = 1_000;

/** The runs that a rule would remove, the latest first. */
export async function runsToPrune(
  history: History,
  { before, keep = 0, branch, isDirty }: PruneRule,
): Promise<{ number: number; id: string }[]> {
  let query = history
    .selectFrom('runs')
    .select(['number', 'id', 'started_ms', 'dirty'])
    .orderBy('started_ms', 'desc')
    .orderBy('number', 'desc');
  if (branch !== undefined) query = query.where('branch', '=', branch);
  const runs = await query.execute();
  return runs
    .slice(keep)
    .filter((run) => before === undefined || Number(run.started_ms) < before.getTime())
    .filter((run) => isDirty !== true || run.dirty === 1)
    .map(({ number, id }) => ({ number, id }));
}

/** Removes runs with all that belongs to them, and gives their space back. */
export async function deleteRuns(history: History, numbers: readonly number[]): Promise<void> {
  await history.transaction().execute(async (transaction) => {
    for (let i = 0; i < numbers.length; i += RUNS_PER_STATEMENT) {
      await deletePart(transaction, numbers.slice(i, i + RUNS_PER_STATEMENT));
    }
    await transaction
      .deleteFrom('series')
      .where('number', 'not in', transaction.selectFrom('figures').select('series_number'))
      .execute();
  });
  // PostgreSQL sees to it itself.
  if (flavorOf(history) === 'sqlite') await sql`vacuum`.execute(history);
}

async function deletePart(
  transaction: Transaction<Tables>,
  numbers: readonly number[],
): Promise<void> {
  for (const table of ['figures', 'verdicts', 'records'] as const) {
    await transaction.deleteFrom(table).where('run_number', 'in', numbers).execute();
  }
  await transaction.deleteFrom('runs').where('number', 'in', numbers).execute();
}
