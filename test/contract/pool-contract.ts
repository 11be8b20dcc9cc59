/** What both pools promise beyond the contract of every executor. */
import { behaviourContract } from '../hostile/behaviour.js';
import { crashContract } from '../hostile/crash.js';
import { replaceContract } from '../hostile/replace.js';
import { taskLoadingContract } from '../hostile/task-loading.js';
import { terminateContract } from '../hostile/terminate.js';
import { initializerContract } from './initializer.js';
import type { PoolSubject } from './subjects.js';
import { workersContract } from './workers.js';

export function poolContract(subject: PoolSubject): void {
  workersContract(subject);
  initializerContract(subject);
  taskLoadingContract(subject);
  crashContract(subject);
  replaceContract(subject);
  terminateContract(subject);
  behaviourContract(subject);
}
