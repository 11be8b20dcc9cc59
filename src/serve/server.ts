/**
 * A web server for one reader on this machine: pages over stored runs, and events while one goes on.
 *
 *     request ──guard──▶ path ──pages──▶ Answer ──▶ page │ file │ events until the run is over
 *
 * It only reads. A run writes its record as it goes and knows nothing of who looks at it.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { refusalOf } from './guard.js';
import type { Lock } from './guard.js';
import { answerTo } from './pages.js';
import type { Library } from './pages.js';
import { sendEvents, sendFile, sendPage, sendText } from './responses.js';

export interface ServeOptions {
  library: Library;
  /** 0: any that is free. */
  port: number;
  /** How often a run that goes on is looked at. Default: once a second. */
  everyMs?: number;
}

export interface ReportServer extends AsyncDisposable {
  /** Of the first page, with the token. */
  readonly url: string;
}

interface Context {
  lock: Lock;
  library: Library;
  everyMs: number;
  /** Aborted when the server ends. */
  signal: AbortSignal;
}

/** Listens on the loopback address until disposed, and then ends every connection. */
export async function openServer({
  library,
  port,
  everyMs = 1000,
}: ServeOptions): Promise<ReportServer> {
  const token = randomBytes(16).toString('hex');
  const ending = new AbortController();
  const lock = { port, token };
  const context = { lock, library, everyMs, signal: ending.signal };
  const answers = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const answer = respond(request, response, context).finally(() => answers.delete(answer));
    answers.add(answer);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  lock.port = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${lock.port}/${token}/`,
    async [Symbol.asyncDispose]() {
      ending.abort();
      const closed = once(server, 'close');
      server.close();
      // Those who listen are told, so that they do not ask again and again.
      await Promise.all(answers);
      server.closeAllConnections();
      await closed;
    },
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  context: Context,
): Promise<void> {
  const refusal = refusalOf(request, context.lock);
  if (refusal) return sendText(response, refusal.status, refusal.reason);
  try {
    const answer = await answerTo(pathOf(request), context.library);
    if (answer === null) return sendText(response, 404, 'there is no such page');
    switch (answer.kind) {
      case 'page':
        return sendPage(response, answer.report, answer.isLive);
      case 'file':
        return sendFile(response, answer.name, answer.type, answer.text);
      case 'events':
        return await sendEvents(response, answer.pages, context);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (response.headersSent) response.destroy();
    else sendText(response, 500, `this page cannot be made: ${reason}`);
  }
}

/** Without the token; the parts of a path that is no address of ours lead nowhere. */
function pathOf({ url = '' }: IncomingMessage): string[] {
  const [path = ''] = url.split('?', 1);
  try {
    return path.split('/').slice(2).map(decodeURIComponent);
  } catch {
    return [];
  }
}
