/** What a child of a process pool runs: it serves the channel to its parent until that is closed. */
import { leave } from './leave.js';
import type { CloseMessage, ToWorker } from './messages.js';
import { TaskServer } from './task-server.js';

// The parent decides when a child ends, also after Ctrl-C, which reaches the whole group.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());

// Bound now: a task may put something else in its place.
const send = process.send?.bind(process);
const server = new TaskServer((message) => {
  // Once the channel is closed nobody waits for the message; `disconnect` ends the child.
  send?.(message, () => undefined);
});
process.on('message', (message: ToWorker | CloseMessage) => {
  if (message.kind === 'close') void leave();
  else server.receive(message);
});
