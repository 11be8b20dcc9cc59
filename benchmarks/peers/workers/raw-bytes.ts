/** Gives back the bytes it gets: moved if they came with `move`, otherwise as a copy. */
import { parentPort } from 'node:worker_threads';

parentPort?.on('message', ({ bytes, move }: { bytes: Uint8Array<ArrayBuffer>; move: boolean }) =>
  parentPort?.postMessage(bytes, move ? [bytes.buffer] : []),
);
