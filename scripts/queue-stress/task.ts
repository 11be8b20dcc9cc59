/** The task of the stress run. It leaves a mark for each time it is run, which outlives its host. */
import { openSync, writeSync } from 'node:fs';

import { portable } from '../../src/index.js';

let journal: number | undefined;

/** Returns the square, and the process that worked it out. */
export const markedSquare = portable(
  import.meta.url,
  async (file: string, n: number, isDeadly: boolean): Promise<[square: number, pid: number]> => {
    journal ??= openSync(file, 'a');
    const mark = Buffer.alloc(4);
    mark.writeUInt32LE(n);
    writeSync(journal, mark);
    if (isDeadly) process.kill(process.pid, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 1));
    return [n * n, process.pid];
  },
  'markedSquare',
);
