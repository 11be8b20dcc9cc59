/** A server over a folder of its own, and the events that it sends. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { RunRecord } from '../../src/record/run-record.js';
import type { PageParts } from '../../src/report/page-parts.js';
import { openServer } from '../../src/serve/server.js';
import type { ReportServer } from '../../src/serve/server.js';
import { openShelf } from '../../src/serve/shelf.js';
import { tradeoff } from '../report/sample-figures.js';
import { run } from '../report/sample-run.js';

export interface TestServer {
  server: ReportServer;
  /** Writes a run's record as `run` does. */
  store(name: string, record: RunRecord): void;
  /** The folder of reports. */
  folder: string;
}

/** Looks at what goes on every few milliseconds; ends with the test. */
export async function startServer(test: TestContext): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'loop-or-pool-serve-'));
  const server = await openServer({
    port: 0,
    everyMs: 5,
    library: {
      shelf: openShelf({ reports: folder, history: null }),
      tool: 'loop-or-pool 0.1.0',
      places: ['reports'],
      hasHistory: false,
    },
  });
  test.after(async () => {
    await server[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });
  const store = (name: string, record: RunRecord) => {
    mkdirSync(join(folder, name), { recursive: true });
    const file = join(folder, name, 'run.json');
    writeFileSync(`${file}.tmp`, JSON.stringify({ ...record, id: name }));
    renameSync(`${file}.tmp`, file);
  };
  return { server, store, folder };
}

/** The default suite, or its first workloads, after so many of its cells: the others have no sample yet. */
export function measuredUpTo(cells: number, workloads = 9): RunRecord {
  const { record } = run('tradeoff', tradeoff.slice(0, workloads));
  return {
    ...record,
    status: 'interrupted',
    cells: record.cells.map((cell, i) =>
      i < cells ? cell : { ...cell, processes: [], spans: [] },
    ),
  };
}

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** Not `fetch`, which sets `Host` itself. */
export async function request(url: string, headers: Record<string, string> = {}): Promise<Reply> {
  const response = await opened(url, headers);
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += String(chunk);
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

/** The events of a page, until the server ends them. */
export async function* eventsOf(
  url: string,
): AsyncGenerator<{ name: string; parts: PageParts | null }> {
  const response = await opened(url, {});
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) {
    text += String(chunk);
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const [, name = '', data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(event) ?? [];
      yield { name, parts: data === '' ? null : (JSON.parse(data) as PageParts) };
    }
  }
}

async function opened(url: string, headers: Record<string, string>): Promise<IncomingMessage> {
  const { hostname, port, origin } = new URL(url);
  // As it is: a URL would be made to lead nowhere outside before it is sent.
  const asked = get({ hostname, port, path: url.slice(origin.length), headers, agent: false });
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  return response;
}
