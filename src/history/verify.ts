import type { History } from './database.js';
import { flavorOf } from './flavor.js';
import { sql } from './kysely.js';
import { unpackRecord } from './packing.js';

export interface Verification {
  /** Runs whose records were read. */
  runs: number;
  /** What is wrong, a sentence each. */
  problems: string[];
}

/** Reads everything: the database's own structure, then every record against its checksum and schema. */
export async function verifyHistory(history: History): Promise<Verification> {
  const verification: Verification = { runs: 0, problems: [] };
  try {
    verification.problems.push(...(await structureProblems(history)));
    for (const run of await history.selectFrom('runs').select(['number', 'id']).execute()) {
      verification.runs += 1;
      const problem = await recordProblem(history, run);
      if (problem !== null) verification.problems.push(`run ${run.id}: ${problem}`);
    }
  } catch (error) {
    // The damage may be such that the database cannot even list it.
    verification.problems.push(`not all of it can be read: ${reasonOf(error)}`);
  }
  return verification;
}

/** A PostgreSQL server watches over its own files. */
async function structureProblems(history: History): Promise<string[]> {
  if (flavorOf(history) === 'postgres') return [];
  const found = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(history);
  const strays = await sql<{ table: string }>`pragma foreign_key_check`.execute(history);
  return [
    ...found.rows.map((row) => row.integrity_check).filter((text) => text !== 'ok'),
    ...strays.rows.map(({ table }) => `a row of ${table} belongs to no run`),
  ];
}

async function recordProblem(
  history: History,
  { number, id }: { number: number; id: string },
): Promise<string | null> {
  try {
    const stored = await history
      .selectFrom('records')
      .select(['packed', 'sha256'])
      .where('run_number', '=', number)
      .executeTakeFirst();
    if (!stored) return 'its record is missing';
    const record = await unpackRecord({
      packed: new Uint8Array(stored.packed),
      sha256: stored.sha256,
    });
    return record.id === id ? null : `its record is that of run ${record.id}`;
  } catch (error) {
    return reasonOf(error);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
