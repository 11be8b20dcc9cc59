/**
 * What a child of a process pool runs: it serves the channel to its parent until that is closed.
 * CommonJS, as it starts sooner.
 */
/* eslint-disable @typescript-eslint/no-require-imports -- how TypeScript writes an import in CommonJS */
import lastWords = require('./leave.js');
import packing = require('./packing.js');
import type { PackedToWorker } from './packing.js' with { 'resolution-mode': 'import' };
import taskServer = require('./task-server.js');

// The parent decides when a child ends, also after Ctrl-C, which reaches the whole group.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());

// Bound now: a task may put something else in its place.
const send = process.send?.bind(process);
const server = new taskServer.TaskServer((message) => {
  // Once the channel is closed nobody waits for the message; `disconnect` ends the child.
  send?.(packing.packFromWorker(message), () => undefined);
});
process.on('message', (packed: PackedToWorker) => {
  const message = packing.unpackToWorker(packed);
  if (message.kind === 'close') void lastWords.leave();
  else server.receive(message);
});
