/** Lets a child compute for ever; exits itself once its input has ended. */
import { ProcessPoolExecutor } from '../../../src/index.js';
import { nameThenSpin } from '../tasks.js';

const executor = new ProcessPoolExecutor({ workers: 1 });
executor.submit(nameThenSpin, Number(process.argv[2]));
process.stdin.resume().on('end', () => process.exit());
