/** Starts the workers of a pool, prints their process ids, and waits for ever. */
import { processId } from '../../fixtures/tasks/lanes.js';
import { hold } from '../../fixtures/tasks/gated.js';
import { subjectNamed } from '../subjects.js';

const [name = '', port = '', how] = process.argv.slice(2);
const executor = subjectNamed(name).open(2);
executor.submit(hold, Number(port), 'held');
process.stdout.write(`${await executor.submit(processId).result()}\n`);
if (how === 'throw') throw new Error('the parent fails');
if (how === 'exit') process.exit(3);
