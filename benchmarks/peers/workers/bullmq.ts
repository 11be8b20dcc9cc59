/** A worker of BullMQ that runs jobs in its own loop, which is the cheapest way: `bullmq.js URL NAME SLOTS`. */
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';

import { identity } from './task.js';

const [url = '', name = '', slots = ''] = process.argv.slice(2);
const connection = new Redis(url, { maxRetriesPerRequest: null });
const worker = new Worker<number, number>(name, (job) => Promise.resolve(identity(job.data)), {
  connection,
  concurrency: Number(slots),
});
process.on('disconnect', () => process.exit());
await worker.waitUntilReady();
process.send?.('up');
