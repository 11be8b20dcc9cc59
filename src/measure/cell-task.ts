/** What a cell hands to its executor for each input of its workload. */
import type { OpenCell } from './cell-requests.js';
import { servedTask } from './served-task.js';
import { timedTask } from './timed-task.js';
import type { TimedInput, TimedOutput } from './timed-task.js';

export interface CellTask {
  fn: (input: unknown) => TimedOutput | Promise<TimedOutput>;
  /** The input as it is sent. */
  sent(input: unknown): unknown;
  /** It runs on a queue: when its results come back is of interest. */
  isQueued: boolean;
}

/** Hosts of others know a workload by its name; whoever else runs it is told its module. */
export function cellTask(
  { model, queue }: Pick<OpenCell, 'model' | 'queue'>,
  workload: { moduleUrl: string; name: string },
): CellTask {
  if (queue?.kind === 'their-hosts') {
    return { fn: servedTask(workload.name), sent: (input) => input, isQueued: true };
  }
  const sent = (input: unknown): TimedInput => [workload.moduleUrl, input];
  const fn = timedTask as (input: unknown) => ReturnType<typeof timedTask>;
  return { fn, sent, isQueued: model.startsWith('queue') };
}
