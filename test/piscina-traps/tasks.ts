/** Tasks of one argument, so that piscina's `run` and our `submit` can call the same ones. */
import { threadId } from 'node:worker_threads';
import { portable } from '../../src/executors/portable.js';
import { stopAt } from '../fixtures/tasks/stop-at.js';

export interface Stop {
  port: number;
  label: string;
}

export const hold = portable(
  import.meta.url,
  async ({ port, label }: Stop) => {
    await stopAt(port, label);
    return label;
  },
  'hold',
);

export const threadOf = portable(import.meta.url, () => threadId, 'threadOf');

export const throwNull = portable(
  import.meta.url,
  (): never => {
    throw null;
  },
  'throwNull',
);

export const throwCoded = portable(
  import.meta.url,
  (): never => {
    throw Object.assign(new RangeError('coded'), { code: 'E_CODED', attempts: 3 });
  },
  'throwCoded',
);

export const throwAggregate = portable(
  import.meta.url,
  (): never => {
    throw new AggregateError([new Error('one'), new Error('two')], 'several');
  },
  'throwAggregate',
);

export const throwDomException = portable(
  import.meta.url,
  (): never => {
    throw new DOMException('was aborted', 'AbortError');
  },
  'throwDomException',
);

export const throwUncloneableCause = portable(
  import.meta.url,
  (): never => {
    throw new Error('has a cause', { cause: () => 'that cannot be copied' });
  },
  'throwUncloneableCause',
);

export const returnFunction = portable(import.meta.url, () => () => 1, 'returnFunction');

export const identity = portable(import.meta.url, (input: unknown) => input, 'identity');

export const exitWith = portable(
  import.meta.url,
  (exitCode: number): never => process.exit(exitCode),
  'exitWith',
);

/** Goes on working after it has returned. */
export const announceLater = portable(
  import.meta.url,
  ({ port, label }: Stop): void => {
    setTimeout(() => void stopAt(port, label), 0);
  },
  'announceLater',
);
