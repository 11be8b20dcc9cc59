/** Downloads twenty flags: one by one, with a pool and `map`, with `submit` and `asCompleted`. */
import { writeFile } from 'node:fs/promises';

import { asCompleted, openExecutor, portable, type Executor } from '../../index.js';
import type { Output, Terminal } from '../terminal.js';
import { codesAsTheyArrive } from './arrivals.js';
import { openFlagSite, type Failure, type FlagRequest } from './flag-site.js';

/** Longer than any download here takes, and short enough to watch one run into it. */
const patienceMs = 2000;

/** Saves a flag and returns the code of its country. */
export const downloadFlag = portable(
  import.meta.url,
  async function downloadFlag({ code, url, path }: FlagRequest): Promise<string> {
    const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) });
    if (!response.ok) throw new Error(`${code}: ${response.status} ${response.statusText}`);
    await writeFile(path, new Uint8Array(await response.arrayBuffer()));
    return code;
  },
);

export interface FlagsOptions {
  /** The model that runs the downloads. */
  model: string;
  /** What goes wrong, with one download each. */
  failures: readonly Failure[];
}

export async function demonstrateFlags({ model, failures }: FlagsOptions, terminal: Terminal) {
  await using site = await openFlagSite();
  const { out } = terminal;
  if (failures.length > 0) {
    await downloadWithFailures(model, site.failing(failures), out);
    return;
  }
  await compareWithOneByOne(model, site.requests, terminal);
  await watchFutures(familyOf(model), site.requests.slice(0, 5), out);
}

async function compareWithOneByOne(model: string, requests: FlagRequest[], terminal: Terminal) {
  const { out } = terminal;
  out.write('One by one:\n');
  const aloneMs = await codesAsTheyArrive(oneByOne(requests), requests.length, terminal);

  await using executor = await openExecutor(model);
  out.write(`\n${model}, map: in the order of the call\n`);
  const mapped = executor.map(downloadFlag, requests);
  const mapMs = await codesAsTheyArrive(mapped, requests.length, terminal);
  out.write(`${(aloneMs / mapMs).toFixed(1)} times faster than one by one\n`);

  out.write(`\n${model}, submit and asCompleted: in the order of arrival\n`);
  const arriving = asTheyComplete(executor, requests);
  const arrivingMs = await codesAsTheyArrive(arriving, requests.length, terminal);
  out.write(`${(aloneMs / arrivingMs).toFixed(1)} times faster than one by one\n`);
}

async function* oneByOne(requests: FlagRequest[]) {
  for (const request of requests) yield await downloadFlag(request);
}

async function* asTheyComplete(executor: Executor, requests: FlagRequest[]) {
  const futures = requests.map((request) => executor.submit(downloadFlag, request));
  for await (const future of asCompleted(futures)) yield await future.result();
}

/** Five flags on three workers: three futures run at once, two have to wait. */
async function watchFutures(family: string, requests: FlagRequest[], out: Output) {
  const model = family === 'event-loop' ? family : `${family}:3`;
  await using executor = await openExecutor(model);
  out.write(`\n${model}, future by future\n`);
  const futures = requests
    .toSorted((one, other) => one.code.localeCompare(other.code))
    .map((request) => {
      const future = executor.submit(downloadFlag, request);
      out.write(`Scheduled for ${request.code}: ${future}\n`);
      return future;
    });
  for await (const future of asCompleted(futures)) {
    out.write(`${future} result: '${await future.result()}'\n`);
  }
}

/** An error waits in its future: the other downloads go on, and it surfaces where the result is read. */
async function downloadWithFailures(model: string, requests: FlagRequest[], out: Output) {
  await using executor = await openExecutor(model);
  out.write(`${model}, submit and asCompleted: each error surfaces at its own future\n`);
  const futures = requests.map((request) => executor.submit(downloadFlag, request));
  for await (const future of asCompleted(futures)) {
    const outcome = await future.result().then(
      (code) => `result: '${code}'`,
      (error: unknown) => `error: ${error}`,
    );
    out.write(`${future} ${outcome}\n`);
  }

  out.write(`\n${model}, map: the first error ends the results\n`);
  try {
    for await (const code of executor.map(downloadFlag, requests)) out.write(`${code} `);
  } catch (error) {
    out.write(`\n${error}\n`);
  }
}

/** `worker-pool` of `worker-pool:2x10`. */
function familyOf(model: string): string {
  return model.split(':')[0] ?? model;
}
