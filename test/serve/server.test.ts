import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { request as startRequest } from 'node:http';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseRunRecord } from '../../src/record/run-record.js';
import { summarySchema } from '../../src/report/summary.js';
import { tradeoffRun } from '../report/sample-run.js';
import type { PageParts } from '../../src/report/page-parts.js';
import { eventsOf, measuredUpTo, request, startServer } from './a-server.js';

test('only the whole address of this machine opens a page', async (t) => {
  const { server } = await startServer(t);
  const { origin, pathname, host, port } = new URL(server.url);
  const wrongToken = pathname.replace(/[0-9a-f]/, (digit) => (digit === '0' ? '1' : '0'));

  const statuses = {
    right: await request(server.url),
    byName: await request(server.url, { host: `localhost:${port}` }),
    ownOrigin: await request(server.url, { origin }),
    noToken: await request(`${origin}/`),
    wrongToken: await request(origin + wrongToken),
    longerToken: await request(`${origin}${pathname.slice(0, -1)}0/`),
    otherHost: await request(server.url, { host: 'example.com' }),
    otherPort: await request(server.url, { host: '127.0.0.1:1' }),
    otherOrigin: await request(server.url, { origin: 'http://example.com' }),
    fileOrigin: await request(server.url, { origin: 'null' }),
    otherSchemeOrigin: await request(server.url, { origin: `https://${host}` }),
    otherSite: await request(server.url, { 'sec-fetch-site': 'cross-site' }),
  };

  assert.deepEqual(
    Object.entries(statuses).map(([name, { status }]) => [name, status]),
    [
      ...['right', 'byName', 'ownOrigin'].map((name) => [name, 200]),
      ...['noToken', 'wrongToken', 'longerToken', 'otherHost', 'otherPort'].map(refused),
      ...['otherOrigin', 'fileOrigin', 'otherSchemeOrigin', 'otherSite'].map(refused),
    ],
  );
  assert.doesNotMatch(statuses.noToken.text, new RegExp(pathname.slice(1, -1)));

  function refused(name: string): [string, number] {
    return [name, 403];
  }
});

test('a page is only read', async (t) => {
  const { server } = await startServer(t);
  const asked = startRequest(server.url, { method: 'POST', agent: false }).end('x');
  const [{ statusCode }] = (await once(asked, 'response')) as [IncomingMessage];
  assert.equal(statusCode, 405);
});

test('every answer forbids what a page does not need, and to be kept, framed or sniffed', async (t) => {
  const { server, store } = await startServer(t);
  store('a', tradeoffRun().record);
  const script = /script-src 'sha256-[\w+/]+=*'; style-src 'sha256-[\w+/]+=*';/;
  for (const path of ['', 'run/a/', 'run/a/run.json', 'nowhere']) {
    const { headers } = await request(server.url + path);
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /^default-src 'none';/);
    assert.match(policy, /frame-ancestors 'none'$/);
    assert.doesNotMatch(policy, /unsafe|\*/);
    if (String(headers['content-type']).startsWith('text/html')) assert.match(policy, script);
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.equal(headers['x-content-type-options'], 'nosniff');
  }
});

test('all runs are listed, the latest first, and lead to reports and files', async (t) => {
  const { server, store, folder } = await startServer(t);
  const { record } = tradeoffRun();
  store('later', { ...record, startedAt: '2026-11-23T00:00:00.000Z' });
  store('<b>earlier', record);
  store('broken', record);
  writeFileSync(join(folder, 'broken', 'run.json'), '{');

  const { text } = await request(server.url);

  const hrefs = [...text.matchAll(/<a href="((?:run|beside)[^"]*)"/g)].map(([, href]) => href);
  assert.deepEqual(hrefs, [
    'run/later/',
    'beside/%3Cb%3Eearlier/later/',
    'run/%3Cb%3Eearlier/',
    'run/broken/',
  ]);
  assert.match(text, /unreadable/);
  assert.match(
    (await request(`${server.url}run/%3Cb%3Eearlier/`)).text,
    /<h1>loop-or-pool · tradeoff/,
  );
  assert.match(
    (await request(`${server.url}beside/%3Cb%3Eearlier/later/`)).text,
    /2 runs side by side/,
  );
  const file = async (name: string) => (await request(`${server.url}run/later/${name}`)).text;
  assert.equal(parseRunRecord(JSON.parse(await file('run.json'))).id, 'later');
  assert.equal(summarySchema.parse(JSON.parse(await file('summary.json'))).id, 'later');
  assert.match(await file('results.csv'), /^workload,model,/);
  assert.ok('traceEvents' in (JSON.parse(await file('trace.json')) as object));
  assert.equal((await request(`${server.url}run/broken/`)).status, 500);
});

test('no path leads out of the folder of reports', async (t) => {
  const { server, store, folder } = await startServer(t);
  store('a', tradeoffRun().record);
  writeFileSync(join(folder, 'run.json'), JSON.stringify(tradeoffRun().record));
  for (const path of [
    'run/../',
    'run/%2e%2e/',
    'run/..%2fa/',
    'run/%2Fetc/',
    'run/./',
    'run/%zz/',
  ]) {
    const { status } = await request(server.url + path);
    assert.ok(status === 404 || status === 403, `${path}: ${status}`);
  }
});

test('while a run goes on, its page is told each change, and that it is over', async (t) => {
  const { server, store } = await startServer(t);
  store('a', measuredUpTo(4));
  const events = eventsOf(`${server.url}run/a/events`);
  const next = async () => (await events.next()).value as { name: string; parts: PageParts | null };

  const first = await next();
  assert.match(first.parts?.status ?? '', /measuring: 4 of 36 cells/);
  assert.match(verdictsOf(first), /1 of 9 verdicts decided so far/);
  assert.match(verdictsOf(first), /Not decided yet/);
  assert.doesNotMatch(verdictsOf(first), /unclear/);

  store('a', measuredUpTo(8));
  const second = await next();
  assert.match(second.parts?.status ?? '', /measuring: 8 of 36 cells/);
  assert.match(verdictsOf(second), /2 of 9 verdicts decided so far/);

  store('a', tradeoffRun().record);
  const last = await next();
  assert.doesNotMatch(last.parts?.status ?? '', /measuring/);
  assert.doesNotMatch(verdictsOf(last), /Not decided yet/);
  assert.equal((await next()).name, 'end');
  assert.equal((await events.next()).done, true);
});

test('a run that was interrupted and reported is over', async (t) => {
  const { server, store, folder } = await startServer(t);
  store('a', measuredUpTo(8));
  writeFileSync(join(folder, 'a', 'report.html'), '');

  const { text } = await request(`${server.url}run/a/`);

  assert.match(text, /interrupted: partial results/);
  assert.doesNotMatch(text, /data-live/);
});

test('the list of runs is told of a new one', async (t) => {
  const { server, store } = await startServer(t);
  const events = eventsOf(`${server.url}events`);
  assert.match((await events.next()).value?.parts?.status ?? '', /No runs yet/);
  store('a', measuredUpTo(1));
  assert.match((await events.next()).value?.parts?.status ?? '', /1 run, 1 going on/);
});

test('when the server ends, those who listen are told, and nothing answers any more', async (t) => {
  const { server, store } = await startServer(t);
  store('a', measuredUpTo(1));
  const events = eventsOf(`${server.url}run/a/events`);
  await events.next();

  await server[Symbol.asyncDispose]();

  assert.equal((await events.next()).value?.name, 'bye');
  assert.equal((await events.next()).done, true);
  await assert.rejects(request(server.url), { code: 'ECONNREFUSED' });
});

function verdictsOf({ parts }: { parts: PageParts | null }): string {
  return parts?.sections.find(({ id }) => id === 'verdict')?.markup ?? '';
}
