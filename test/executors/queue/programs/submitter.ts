/**
 * Submits six tasks that stop at a gate, four of them at once, and says so when it has:
 * `submitter.js CONNECTION QUEUE PORT`. Without a queue it starts two hosts of its own.
 */
import { QueueExecutor } from '../../../../src/index.js';
import { hold } from '../../../fixtures/tasks/gated.js';
import { LARGE } from '../large-label.js';

const [connection = '', queue = '', port = ''] = process.argv.slice(2);
const executor = new QueueExecutor(
  queue === '' ? { connection, localHosts: 2 } : { connection, queue, inFlight: 4 },
);
for (const label of ['0', LARGE, '2', '3', '4', '5']) executor.submit(hold, Number(port), label);
