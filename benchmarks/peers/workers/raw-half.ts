/** Computes a whole share of the batch at one go. */
import { parentPort } from 'node:worker_threads';

import { compute } from './compute-task.js';

parentPort?.on('message', (inputs: number[]) => parentPort?.postMessage(inputs.map(compute)));
