import { parentPort } from 'node:worker_threads';

import type { RawMessage } from '../raw-pool.js';

parentPort?.on('message', (message: RawMessage) => parentPort?.postMessage(message));
