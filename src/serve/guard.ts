/**
 * Who may read the pages: this machine's own browser, on an address that only its user was told.
 *
 * Any page that is open in the same browser can send requests here. It cannot know the token, cannot
 * read an answer of another origin, and is refused by `Origin`; a name that was made to lead to this
 * machine (DNS rebinding) is refused by `Host`.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface Lock {
  /** Of the listening server. */
  port: number;
  /** First part of every path. */
  token: string;
}

export interface Refusal {
  status: 403 | 405;
  reason: string;
}

/** Why the request is not answered; null where it may be. */
export function refusalOf(request: IncomingMessage, { port, token }: Lock): Refusal | null {
  const { method = '', url = '', headers } = request;
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!hosts.includes(headers.host ?? '')) return refused('this server has another name');
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) {
    return refused('a page of another origin asks');
  }
  const site = headers['sec-fetch-site'];
  // To follow a link from elsewhere, with the token in it, is the user's own doing.
  const isFollowed = headers['sec-fetch-mode'] === 'navigate';
  if ((site === 'cross-site' || site === 'same-site') && !isFollowed) {
    return refused('a page of another site asks');
  }
  if (!isSame(url.split(/[/?]/, 2)[1] ?? '', token)) return refused('the address lacks its token');
  if (method !== 'GET') return { status: 405, reason: 'pages are only read, by GET' };
  return null;
}

function refused(reason: string): Refusal {
  return { status: 403, reason };
}

/** Takes as long for a token that is nearly right as for any other. */
function isSame(given: string, token: string): boolean {
  const [a, b] = [given, token].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
