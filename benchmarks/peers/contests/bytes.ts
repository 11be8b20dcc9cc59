/** Bytes to a thread and back, one message at a time. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

import { WorkerPoolExecutor } from 'loop-or-pool';

import type { Contest, Contestant } from '../contest.js';
import { giveBack } from '../workers/bytes-task.js';
import { workerFile } from '../workers/worker-file.js';

type Bytes = Uint8Array<ArrayBuffer>;

export const kilobytes64 = bytesContest('64 kB', 64 * 1024, 400);
export const megabytes1 = bytesContest('1 MB', 1024 * 1024, 100);
export const megabytes16 = bytesContest('16 MB', 16 * 1024 * 1024, 8);

function bytesContest(size: string, bytes: number, tasks: number): Contest {
  return {
    title: `Worker threads: ${size} there and back`,
    cost: 'us per task',
    tasks,
    resultOf: () => bytes,
    contestants: {
      'postMessage by hand, copied': () => raw(bytes, false),
      'postMessage by hand, moved': () => raw(bytes, true),
      'piscina, copied': () => piscina(bytes),
      'loop-or-pool, copied': () => oursCopied(bytes),
      'loop-or-pool, moved': () => oursMoved(bytes),
    },
    targets: [
      { ours: 'loop-or-pool, copied', peer: 'postMessage by hand, copied', atMost: 1.3 },
      { ours: 'loop-or-pool, moved', peer: 'postMessage by hand, moved', atMost: 1.1 },
    ],
  };
}

async function raw(length: number, move: boolean): Promise<Contestant> {
  const thread = new Worker(workerFile('raw-bytes.js'));
  const roundTrip = async (bytes: Bytes) => {
    thread.postMessage({ bytes, move }, move ? [bytes.buffer] : []);
    const [back] = (await once(thread, 'message')) as [Bytes];
    return back;
  };
  return repeating(length, move, roundTrip, () => thread.terminate());
}

async function piscina(length: number): Promise<Contestant> {
  const { Piscina } = await import('piscina');
  const pool = new Piscina({
    filename: workerFile('piscina-bytes.js'),
    minThreads: 1,
    maxThreads: 1,
  });
  const roundTrip = async (bytes: Bytes) => (await pool.run(bytes)) as Bytes;
  return repeating(length, false, roundTrip, () => pool.destroy());
}

async function oursCopied(length: number): Promise<Contestant> {
  const executor = new WorkerPoolExecutor({ workers: 1 });
  const roundTrip = (bytes: Bytes) => executor.submit(giveBack, bytes).result() as Promise<Bytes>;
  return repeating(length, false, roundTrip, () => executor.shutdown());
}

async function oursMoved(length: number): Promise<Contestant> {
  const executor = new WorkerPoolExecutor({ workers: 1 });
  const roundTrip = (bytes: Bytes) => {
    const moving = executor.with({ transfer: [bytes.buffer] });
    return moving.submit(giveBack, bytes).result() as Promise<Bytes>;
  };
  return repeating(length, true, roundTrip, () => executor.shutdown());
}

/** Bytes that were moved are gone: the next trip starts with those that came back. */
function repeating(
  length: number,
  isMoved: boolean,
  roundTrip: (bytes: Bytes) => Promise<Bytes>,
  close: () => unknown,
): Contestant {
  let bytes: Bytes = new Uint8Array(length).fill(7);
  return {
    async runBatch(inputs) {
      let total = 0;
      for (let trip = 0; trip < inputs.length; trip++) {
        const back = await roundTrip(bytes);
        if (isMoved) bytes = back;
        total += back.length;
      }
      return total;
    },
    close,
  };
}
