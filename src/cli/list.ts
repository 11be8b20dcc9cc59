import { defineCommand } from './command.js';
import { exitCodes } from './exit-codes.js';
import { labelled } from './labelled.js';
import { queueHere } from './queue-here.js';
import type { Line, Listing } from './listing.js';
import { preparedFiles, readPrepared } from './prepared-text.js';
import { styled } from './terminal.js';
import type { Output } from './terminal.js';

export const list = defineCommand({
  usage: 'list',
  describe: 'list workloads, suites and models, and why one is unavailable',
  positionals: {},
  flags: {},
  examples: [],
  async run(_, { out }) {
    const { workloads, suites } =
      readPrepared<Listing>(preparedFiles.listing) ?? (await loadListing());
    const sections = { Workloads: workloads, Suites: suites, Models: await models() };
    for (const [title, lines] of Object.entries(sections)) writeSection(out, title, lines);
    return exitCodes.done;
  },
});

async function loadListing(): Promise<Listing> {
  const { listing } = await import('./listing.js');
  return listing();
}

async function models(): Promise<Line[]> {
  const { MODEL_NAMES, formatModel, parseModel } = await import('../executors/model-spec.js');
  return Promise.all(
    MODEL_NAMES.map(async (name): Promise<Line> => {
      const here = `available; here ${formatModel(parseModel(name))}`;
      if (name !== 'queue') return [name, here];
      const { problem, redis } = await queueHere();
      return [name, problem === null ? `${here}, ${redis}` : `unavailable: ${problem}`];
    }),
  );
}

function writeSection(out: Output, title: string, lines: readonly Line[]): void {
  const nameWidth = Math.max(...lines.map(([name]) => name.length));
  out.write(`${styled(out, 'bold', title)}\n`);
  for (const [name, text] of lines) {
    out.write(labelled(`  ${name.padEnd(nameWidth)}  `, text, out.width));
  }
  out.write('\n');
}
