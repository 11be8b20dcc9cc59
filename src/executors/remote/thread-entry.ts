/** What piscina runs in a thread: from then on the thread serves a port of ours. */
import type { MessagePort } from 'node:worker_threads';

import type { ToWorker } from './messages.js';
import { TaskServer } from './perform-task.js';

/** Returns at once, so that for piscina the thread is idle; the port keeps serving. */
export default function serve(port: MessagePort): void {
  const server = new TaskServer((message) => port.postMessage(message));
  port.on('message', (message: ToWorker) => server.receive(message));
}
