/** A host of the stress run: `host.js CONNECTION QUEUE MODEL`. Drains on SIGTERM. */
import { QueueHost } from '../../src/index.js';
import { markedSquare } from './task.js';

const [connection = '', queue = '', model = ''] = process.argv.slice(2);
const host = new QueueHost({ connection, queue, model, tasks: { markedSquare } });
process.on('SIGTERM', () => void host.close().then(() => process.exit()));
process.on('disconnect', () => process.exit());
await host.ready();
process.send?.('up');
