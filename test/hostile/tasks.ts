/** Tasks that do what no task should. Each is called in a worker only. */
import { threadId } from 'node:worker_threads';
import { portable } from '../../src/executors/portable.js';
import { stopAt } from '../fixtures/tasks/stop-at.js';

/** Ends its worker in the middle of a task. */
export const crashWith = portable(
  import.meta.url,
  (exitCode: number): never => process.exit(exitCode),
  'crashWith',
);

export const holdThenCrash = portable(
  import.meta.url,
  async (port: number, label: string, exitCode: number): Promise<never> => {
    await stopAt(port, label);
    process.exit(exitCode);
  },
  'holdThenCrash',
);

/** For `map`: crashes where the input says so. */
export const holdOrCrash = portable(
  import.meta.url,
  async (input: { port: number; label: string; exitCode?: number }): Promise<string> => {
    await stopAt(input.port, input.label);
    if (input.exitCode !== undefined) process.exit(input.exitCode);
    return input.label;
  },
  'holdOrCrash',
);

/** Exits later, when another task may be running. */
export const exitLater = portable(
  import.meta.url,
  (exitCode: number): string => {
    setImmediate(() => process.exit(exitCode));
    return 'returned in time';
  },
  'exitLater',
);

export const killSelf = portable(
  import.meta.url,
  async (signal: NodeJS.Signals): Promise<never> => {
    process.kill(process.pid, signal);
    return new Promise<never>(() => undefined);
  },
  'killSelf',
);

export const abortProcess = portable(import.meta.url, (): never => process.abort(), 'abortProcess');

/** The rejection belongs to nobody; the task itself never ends. */
export const leaveRejectionUnhandled = portable(
  import.meta.url,
  (message: string): Promise<never> => {
    void Promise.reject(new Error(message));
    return new Promise<never>(() => undefined);
  },
  'leaveRejectionUnhandled',
);

export const throwInTimer = portable(
  import.meta.url,
  (message: string): Promise<never> => {
    setTimeout(() => {
      throw new Error(message);
    }, 0);
    return new Promise<never>(() => undefined);
  },
  'throwInTimer',
);

/** Swallows what asks a process to end. */
export const ignoreSigterm = portable(
  import.meta.url,
  async (port: number): Promise<never> => {
    process.on('SIGTERM', () => undefined);
    await stopAt(port, String(process.pid));
    return new Promise<never>(() => setInterval(() => undefined, 1000));
  },
  'ignoreSigterm',
);

/** Tells where it is, then computes for ever. */
export const nameThenSpin = portable(
  import.meta.url,
  async (port: number): Promise<never> => {
    await stopAt(port, `${process.pid}:${threadId}`);
    for (;;);
  },
  'nameThenSpin',
);

/** Fills the heap until the worker dies of it. */
export const exhaustHeap = portable(
  import.meta.url,
  (): never => {
    const hoard: number[][] = [];
    for (;;) hoard.push(Array.from({ length: 10_000 }, (_, index) => index + 0.5));
  },
  'exhaustHeap',
);

export const overflowStack = portable(
  import.meta.url,
  (): number => {
    const deeper = (n: number): number => deeper(n + 1) + 1;
    return deeper(0);
  },
  'overflowStack',
);

/** More than any pipe holds, through the stream, and then a result. */
export const floodOutput = portable(
  import.meta.url,
  (byteLength: number): number => {
    const line = `${'x'.repeat(1023)}\n`;
    let written = 0;
    for (; written < byteLength; written += line.length) process.stdout.write(line);
    return written;
  },
  'floodOutput',
);

/** Garbage on the channel on which results travel. */
export const sendGarbage = portable(
  import.meta.url,
  (): string => {
    for (const garbage of ['garbage', 42, { id: 0 }, { type: 'result' }, [1, 2], true]) {
      process.send?.(garbage);
    }
    return 'sent';
  },
  'sendGarbage',
);

export const replaceSend = portable(
  import.meta.url,
  (): string => {
    Object.assign(process, { send: () => true });
    return 'replaced';
  },
  'replaceSend',
);

export const disconnectFromParent = portable(
  import.meta.url,
  async (): Promise<never> => {
    process.disconnect();
    return new Promise<never>(() => undefined);
  },
  'disconnectFromParent',
);

export const nestPool = portable(
  import.meta.url,
  async (model: string, inputs: number[]) => {
    const { openExecutor } = await import('../../src/index.js');
    const { square } = await import('../fixtures/tasks/plain.js');
    await using executor = await openExecutor(model);
    const results: number[] = [];
    for await (const result of executor.map(square, inputs)) results.push(result);
    return results;
  },
  'nestPool',
);

/** A timer and a server that outlive the task. */
export const leaveHandlesOpen = portable(
  import.meta.url,
  async (): Promise<string> => {
    const { createServer } = await import('node:net');
    setInterval(() => undefined, 5);
    await new Promise<void>((resolve) => createServer().listen(0, '127.0.0.1', resolve));
    return 'left';
  },
  'leaveHandlesOpen',
);

export const makeText = portable(
  import.meta.url,
  (length: number): string => 'é'.repeat(length),
  'makeText',
);

/** Many small objects: as a structured clone they are slow, as bytes not few. */
export const makeRecords = portable(
  import.meta.url,
  (length: number) => Array.from({ length }, (_, id) => ({ id, name: `record ${id}`, tags: [id] })),
  'makeRecords',
);

export const changeEnvironment = portable(
  import.meta.url,
  (name: string, value: string): string | undefined => {
    process.env[name] = value;
    return process.env[name];
  },
  'changeEnvironment',
);
