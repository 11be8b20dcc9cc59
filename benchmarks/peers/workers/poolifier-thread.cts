/** CommonJS, as poolifier greets a worker that still loads its modules, and then never hears of it. */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
import poolifier = require('poolifier');

export = new poolifier.ThreadWorker<number, number>((input) => input ?? NaN);
