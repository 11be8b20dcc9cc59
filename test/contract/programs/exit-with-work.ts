/** Submits work, does not wait for it, and comes to its end. Prints what became of the work. */
import { squareLater } from '../../fixtures/tasks/plain.js';
import { subjectNamed } from '../subjects.js';

const [name = '', shutdown] = process.argv.slice(2);
const executor = subjectNamed(name).open();
for (const n of [2, 3]) {
  executor.submit(squareLater, n).addDoneCallback((future) => {
    const snapshot = future.snapshot();
    process.stdout.write(`${'value' in snapshot ? snapshot.value : future} `);
  });
}
if (shutdown === 'no-wait') await executor.shutdown({ wait: false });
if (shutdown === 'cancel') await executor.shutdown({ wait: false, cancelFutures: true });
