/** One task writes a megabyte to stdout and returns how much it was; the exit code says if it told. */
import { floodOutput } from '../../hostile/tasks.js';
import { subjectNamed } from '../subjects.js';

await using executor = subjectNamed(process.argv[2] ?? '').open();
const written = await executor.submit(floodOutput, 2 ** 20).result();
process.exitCode = written === 2 ** 20 ? 0 : 1;
