/** The public API: what `import 'loop-or-pool'` gives. It loads neither piscina nor a queue. */
export { defineWorkload } from './workload/define-workload.js';
export { defineSuite } from './plan/suite.js';
export { Future, Settler } from './futures/future.js';
export type { FutureState, Snapshot, WaitOptions } from './futures/future.js';
export { asCompleted, wait } from './futures/wait.js';
export type { ReturnWhen, WaitResult } from './futures/wait.js';
export { setCallbackErrorHandler } from './futures/callback-errors.js';
export type { CallbackErrorHandler } from './futures/callback-errors.js';
export * from './futures/errors.js';
