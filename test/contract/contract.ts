/** The whole contract, for one executor. */
import { abortSignalContract } from './abort-signal.js';
import { asCompletedContract } from './as-completed.js';
import { callbacksContract } from './callbacks.js';
import { cancelContract } from './cancel.js';
import { currentTaskContract } from './current-task.js';
import { errorsAcrossContract } from './errors-across.js';
import { futureStatesContract } from './future-states.js';
import { lifecycleContract } from './lifecycle.js';
import { mapBufferContract } from './map-buffer.js';
import { mapChunksContract } from './map-chunks.js';
import { mapEndsContract } from './map-ends.js';
import { mapContract } from './map.js';
import { priorityContract } from './priority.js';
import { shutdownContract } from './shutdown.js';
import { slotsContract } from './slots.js';
import { statsContract } from './stats.js';
import type { Subject } from './subjects.js';
import { submitContract } from './submit.js';
import { timeoutContract } from './timeout.js';
import { valuesAcrossContract } from './values-across.js';
import { waitContract } from './wait.js';

export function executorContract(subject: Subject): void {
  futureStatesContract(subject);
  submitContract(subject);
  slotsContract(subject);
  callbacksContract(subject);
  waitContract(subject);
  asCompletedContract(subject);
  mapContract(subject);
  mapEndsContract(subject);
  mapBufferContract(subject);
  mapChunksContract(subject);
  cancelContract(subject);
  timeoutContract(subject);
  abortSignalContract(subject);
  priorityContract(subject);
  errorsAcrossContract(subject);
  valuesAcrossContract(subject);
  currentTaskContract(subject);
  statsContract(subject);
  shutdownContract(subject);
  lifecycleContract(subject);
}
