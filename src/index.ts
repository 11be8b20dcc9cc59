/** The public API: what `import 'loop-or-pool'` gives. It loads neither piscina nor a queue. */
export { defineWorkload } from './workload/define-workload.js';
export type {
  InputRequest,
  Nature,
  ParamValue,
  Params,
  Prepared,
  Widened,
  Workload,
} from './workload/define-workload.js';
export { defineSuite } from './plan/suite.js';
export type { Picture, Suite, SuiteLoad, SuiteWorkload, Sweep } from './plan/suite.js';
export { Future } from './futures/future.js';
export { Settler } from './futures/settler.js';
export type { FutureState, Snapshot } from './futures/future.js';
export type { WaitOptions } from './futures/limit.js';
export { asCompleted, wait } from './futures/wait.js';
export type { ReturnWhen, WaitResult } from './futures/wait.js';
export { setCallbackErrorHandler } from './futures/callback-errors.js';
export type { CallbackErrorHandler, CalledBackFuture } from './futures/callback-errors.js';
export * from './futures/errors.js';
export { availableCpus } from './executors/available-cpus.js';
export { currentTask } from './executors/current-task.js';
export type { TaskContext } from './executors/current-task.js';
export type * from './executors/executor.js';
export type { Callable } from './executors/work.js';
export { ModelError, formatModel, parseModel } from './executors/model-spec.js';
export type { ModelName, ModelSpec } from './executors/model-spec.js';
export { portable } from './executors/portable.js';
export { openExecutor } from './executors/catalog.js';
export { EventLoopExecutor } from './executors/event-loop.js';
export { AsyncPoolExecutor } from './executors/async-pool.js';
export type { AsyncPoolOptions } from './executors/async-pool.js';
export type { OnCrash, PoolOptions } from './executors/pool-options.js';
export { WorkerPoolExecutor } from './executors/worker-pool.js';
export type { WorkerPoolOptions } from './executors/worker-pool.js';
export { ProcessPoolExecutor } from './executors/process-pool.js';
export type { ProcessPoolOptions } from './executors/process-pool.js';
export { QueueExecutor } from './executors/queue/queue-executor.js';
export type { QueueExecutorOptions } from './executors/queue/queue-executor.js';
export { QueueHost } from './executors/remote/queue-host.js';
export type { HostHealth, QueueHostOptions } from './executors/remote/queue-host.js';
