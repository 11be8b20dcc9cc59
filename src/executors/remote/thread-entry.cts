/**
 * What piscina runs in a thread: from then on the thread serves a port of ours. CommonJS, as it
 * starts sooner: piscina asks for it by `require`.
 */
/* eslint-disable @typescript-eslint/no-require-imports -- how TypeScript writes an import in CommonJS */
import type { MessagePort } from 'node:worker_threads' with { 'resolution-mode': 'import' };
import lastWords = require('./leave.js');
import type { CloseMessage, ToWorker } from './messages.js' with { 'resolution-mode': 'import' };
import taskServer = require('./task-server.js');

/** Returns at once, so that for piscina the thread is idle; the port keeps serving. */
export = function serve(port: MessagePort): void {
  const server = new taskServer.TaskServer((message, transfer) =>
    port.postMessage(message, transfer),
  );
  port.on('message', (message: ToWorker | CloseMessage) => {
    if (message.kind === 'close') void lastWords.leave();
    else server.receive(message);
  });
};
