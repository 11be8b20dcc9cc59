/** Answers as they go over the wire. Nothing is kept by a cache, framed, sniffed or told to other sites. */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Report } from '../report/document.js';
import { pagePolicy, renderHtml, renderParts } from '../report/html.js';
import { statesOf } from './changes.js';
import type { Changing, FollowOptions } from './changes.js';
import type { Page } from './pages.js';

const common = {
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
const nothing = "default-src 'none'; frame-ancestors 'none'";

/** A refusal or an error, in one line. */
export function sendText(response: ServerResponse, status: number, text: string): void {
  const type = 'text/plain; charset=utf-8';
  response.writeHead(status, {
    ...common,
    'content-security-policy': nothing,
    'content-type': type,
  });
  response.end(`${text}\n`);
}

export function sendPage(response: ServerResponse, report: Report, isLive: boolean): void {
  response.writeHead(200, {
    ...common,
    // The page carries its policy itself; who may frame it only a header can say.
    'content-security-policy': `${pagePolicy(isLive)}; frame-ancestors 'none'`,
    'content-type': 'text/html; charset=utf-8',
  });
  response.end(renderHtml(report, isLive ? { live: 'events' } : {}));
}

export function sendFile(response: ServerResponse, name: string, type: string, text: string): void {
  response.writeHead(200, {
    ...common,
    'content-disposition': `attachment; filename="${name}"`,
    'content-security-policy': nothing,
    'content-type': `${type}; charset=utf-8`,
  });
  response.end(text);
}

/**
 * Server-sent events: `page` with the parts of the page as JSON, each time it changed; after the last
 * `end`, or `bye` where the server ends first.
 */
export async function sendEvents(
  response: ServerResponse,
  pages: Changing<Page>,
  { everyMs, signal }: FollowOptions,
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  response.writeHead(200, {
    ...common,
    'content-security-policy': nothing,
    'content-type': 'text/event-stream; charset=utf-8',
  });
  const either = AbortSignal.any([signal, gone.signal]);
  for await (const { report } of statesOf(pages, { everyMs, signal: either })) {
    const isTaken = response.write(eventOf('page', JSON.stringify(renderParts(report))));
    if (!isTaken) await once(response, 'drain', { signal: either }).catch(() => undefined);
  }
  response.end(eventOf(signal.aborted ? 'bye' : 'end', ''));
}

function eventOf(name: string, data: string): string {
  return `event: ${name}\ndata: ${data}\n\n`;
}
