/** The parts of the contract that slots matter to, where all slots are in one worker. */
import { ProcessPoolExecutor, WorkerPoolExecutor } from '../../src/index.js';
import { abortSignalContract } from './abort-signal.js';
import { asCompletedContract } from './as-completed.js';
import { currentTaskContract } from './current-task.js';
import { mapEndsContract } from './map-ends.js';
import { mapContract } from './map.js';
import { processPool, workerPool, type Subject } from './subjects.js';
import { submitContract } from './submit.js';
import { timeoutContract } from './timeout.js';

const subjects: Subject[] = [
  {
    ...workerPool,
    name: 'WorkerPoolExecutor of one worker',
    open: (slots = 1) => new WorkerPoolExecutor({ workers: 1, concurrency: slots }),
  },
  {
    ...processPool,
    name: 'ProcessPoolExecutor of one child',
    open: (slots = 1) => new ProcessPoolExecutor({ workers: 1, concurrency: slots }),
  },
];

for (const subject of subjects) {
  submitContract(subject);
  asCompletedContract(subject);
  mapContract(subject);
  mapEndsContract(subject);
  timeoutContract(subject);
  abortSignalContract(subject);
  currentTaskContract(subject);
}
