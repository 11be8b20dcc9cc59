/** Submits when the process is already going down. */
import { square } from '../../fixtures/tasks/plain.js';
import { subjectNamed } from '../subjects.js';

const executor = subjectNamed(process.argv[2] ?? '').open();
await executor.submit(square, 3).result();
process.on('exit', () => {
  try {
    executor.submit(square, 4);
    process.stdout.write('no error');
  } catch (error) {
    process.stdout.write((error as Error).name);
  }
});
