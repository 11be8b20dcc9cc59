import { defineCommand } from './command.js';
import { exitCodes } from './exit-codes.js';
import { styled } from './terminal.js';
import type { Output } from './terminal.js';

type Line = [name: string, text: string];

export const list = defineCommand({
  usage: 'list',
  describe: 'list workloads, suites and models, and why one is unavailable',
  positionals: {},
  flags: {},
  examples: [],
  async run(_, { out }) {
    const sections = { Workloads: workloads, Suites: suites, Models: models };
    for (const [title, lines] of Object.entries(sections)) {
      writeSection(out, title, await lines());
    }
    return exitCodes.done;
  },
});

async function workloads(): Promise<Line[]> {
  const { builtInWorkloads } = await import('../workload/catalog.js');
  const { loadWorkload } = await import('../workload/load.js');
  return Promise.all(
    builtInWorkloads().map(async ({ name, moduleUrl }): Promise<Line> => {
      const { description, params = {} } = await loadWorkload(moduleUrl);
      const defaults = Object.entries(params).map(([param, value]) => `${param}=${value}`);
      return [name, [description, ...defaults].join('  ')];
    }),
  );
}

async function suites(): Promise<Line[]> {
  const { builtInSuites, loadSuite } = await import('../plan/catalog.js');
  return Promise.all(
    builtInSuites().map(async (suite): Promise<Line> => {
      const { description } = await loadSuite(suite);
      return [suite.name, description];
    }),
  );
}

/** A model is available if it can be opened; if not, the attempt says why. */
async function models(): Promise<Line[]> {
  const { MODEL_NAMES } = await import('../executors/model-spec.js');
  const { openExecutor } = await import('../executors/catalog.js');
  const lines: Line[] = [];
  for (const name of MODEL_NAMES) {
    try {
      await using executor = await openExecutor(name);
      lines.push([name, `available; here ${executor.model}`]);
    } catch (error) {
      lines.push([name, `unavailable: ${error instanceof Error ? error.message : String(error)}`]);
    }
  }
  return lines;
}

function writeSection(out: Output, title: string, lines: readonly Line[]): void {
  const nameWidth = Math.max(...lines.map(([name]) => name.length));
  out.write(`${styled(out, 'bold', title)}\n`);
  for (const [name, text] of lines) out.write(`  ${name.padEnd(nameWidth)}  ${text}\n`);
  out.write('\n');
}
