/** Makes or opens the history that its argument names, in a process of its own. */
import { openHistory } from '../../src/history/database.js';
import { listRuns } from '../../src/history/runs.js';

const history = await openHistory(process.argv[2] ?? '', { create: true });
console.log(`${(await listRuns(history)).length} runs`);
await history.destroy();
