/** Uses an executor and forgets to close it. */
import { square } from '../../fixtures/tasks/plain.js';
import { subjectNamed } from '../subjects.js';

const executor = subjectNamed(process.argv[2] ?? '').open();
process.stdout.write(`${await executor.submit(square, 3).result()}`);
