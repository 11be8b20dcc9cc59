/**
 * Submits for a test in another network: `remote-submitter.js CONNECTION QUEUE GATE`. Told labels, it
 * submits a task for each that stops at the gate, and tells how each has ended.
 */
import { QueueExecutor } from '../../../../src/index.js';
import { hold } from '../../../fixtures/tasks/gated.js';

/** `name` of the error, if there is one. */
export interface Ending {
  label: string;
  error: string | undefined;
}

const [connection = '', queue = '', gate = ''] = process.argv.slice(2);
const executor = new QueueExecutor({ connection, queue });
await executor.ready();
process.on('message', (labels: string[]) => {
  for (const label of labels) {
    executor.submit(hold, gate, label).addDoneCallback((future) => {
      const outcome = future.snapshot();
      const failure = 'error' in outcome ? outcome.error : undefined;
      const ending: Ending = { label, error: (failure as Error | undefined)?.name };
      process.send?.(ending);
    });
  }
});
process.on('disconnect', () => process.exit());
process.send?.({ hosts: executor.stats().workers });
