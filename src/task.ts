/**
 * What a module of tasks needs of this package, and nothing else: `import 'loop-or-pool/task'`. The
 * root gives the same and more; but every thread and process of a pool loads what its tasks import.
 */
export { currentTask } from './executors/current-task.js';
export type { TaskContext } from './executors/current-task.js';
export { portable } from './executors/portable.js';
export { defineWorkload } from './workload/define-workload.js';
export type { Nature, Params, ParamValue, Prepared, Workload } from './workload/define-workload.js';
