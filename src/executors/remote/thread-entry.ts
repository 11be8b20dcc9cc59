/** What piscina runs in a thread: from then on the thread serves a port of ours. */
import type { MessagePort } from 'node:worker_threads';

import { leave } from './leave.js';
import type { CloseMessage, ToWorker } from './messages.js';
import { TaskServer } from './task-server.js';

/** Returns at once, so that for piscina the thread is idle; the port keeps serving. */
export default function serve(port: MessagePort): void {
  const server = new TaskServer((message, transfer) => port.postMessage(message, transfer));
  port.on('message', (message: ToWorker | CloseMessage) => {
    if (message.kind === 'close') void leave();
    else server.receive(message);
  });
}
