/**
 * What piscina runs in a thread: from then on the thread serves a port of ours. CommonJS, as it
 * starts sooner: piscina asks for it by `require`.
 */
/* eslint-disable @typescript-eslint/no-require-imports -- how TypeScript writes an import in CommonJS */
import type { MessagePort } from 'node:worker_threads' with { 'resolution-mode': 'import' };
import lastWords = require('./leave.js');
import packing = require('./packing.js');
import type { PackedToWorker } from './packing.js' with { 'resolution-mode': 'import' };
import taskServer = require('./task-server.js');

/** Returns at once, so that for piscina the thread is idle; the port keeps serving. */
export = function serve(port: MessagePort): void {
  const server = new taskServer.TaskServer((message, transfer) =>
    port.postMessage(packing.packFromWorker(message), transfer),
  );
  port.on('message', (packed: PackedToWorker) => {
    const message = packing.unpackToWorker(packed);
    if (message.kind === 'close') void lastWords.leave();
    else server.receive(message);
  });
};
