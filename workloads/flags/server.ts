/**
 * The process that serves the flags: `GET /flags/CN.png`, answered after a delay, as by a server far
 * away. `GET /silence` is never answered, as by a server that hangs.
 *
 * Started by `startFlagServer`. It ends with its parent, however that ends: the channel between them
 * closes. Ctrl-C reaches it too, as part of the terminal's group, and must not end it in mid-run.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { countryCodes, drawingOf } from './drawings.js';
import { paintFlag } from './paint.js';

const delayMs = Number(process.argv[2]);
const pictures = new Map(
  countryCodes.map((code) => [`/flags/${code}.png`, paintFlag(drawingOf(code))]),
);

const server = createServer((request, response) => {
  if (request.url === '/silence') return;
  setTimeout(() => {
    const picture = pictures.get(request.url ?? '');
    if (picture) response.writeHead(200, { 'content-type': 'image/png' }).end(picture);
    else response.writeHead(404).end(`no flag at ${request.url}\n`);
  }, delayMs);
});

// A client may come back after any pause and must not run into a connection that is just being closed.
server.keepAliveTimeout = 0;
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
