/** A host with all tasks of the fixtures, under the names of their exports. Prints its name when it is up. */
import { QueueHost } from '../../../../src/index.js';
import * as buffers from '../../../fixtures/tasks/buffers.js';
import * as gated from '../../../fixtures/tasks/gated.js';
import * as lanes from '../../../fixtures/tasks/lanes.js';
import * as plain from '../../../fixtures/tasks/plain.js';
import * as throwing from '../../../fixtures/tasks/throwing.js';

type Task = (...args: never[]) => unknown;

const [connection = '', queue = '', model = ''] = process.argv.slice(2);
const exported = Object.entries({ ...buffers, ...gated, ...lanes, ...plain, ...throwing });
const tasks = exported.filter((entry): entry is [string, Task] => typeof entry[1] === 'function');

const host = new QueueHost({ connection, queue, model, tasks: Object.fromEntries(tasks) });
process.on('SIGTERM', () => void host.close().then(() => process.disconnect()));
process.on('disconnect', () => process.exit());
await host.ready();
process.stdout.write(`${host.name}\n`);
