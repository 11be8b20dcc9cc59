/** Gets stuck in the middle of a write, with half of it in the file already. */
import { openHistory } from '../../src/history/database.js';
import { sql } from '../../src/history/kysely.js';

const history = await openHistory(process.argv[2] ?? '');
// With room for two pages in memory, all others go to the file before the transaction is over.
await sql`pragma cache_size = 2`.execute(history);
await history.transaction().execute(async (transaction) => {
  await transaction.deleteFrom('figures').execute();
  await transaction.deleteFrom('verdicts').execute();
  await transaction
    .updateTable('records')
    .set({ packed: new Uint8Array(1_000_000) })
    .execute();
  process.stdout.write('writing\n');
  setInterval(() => undefined, 1_000);
  await new Promise(() => undefined);
});
