#!/usr/bin/env node
/** The bin: argv to the command line, its exit code back. Loads no more than the line needs. */
import { ignoreBrokenPipe } from './cli/broken-pipe.js';
import { preparedText } from './cli/prepared-text.js';

ignoreBrokenPipe(process.stdout);
ignoreBrokenPipe(process.stderr);

const argv = process.argv.slice(2);
const text = preparedText(argv);
if (text !== undefined) {
  process.stdout.write(text);
} else {
  const { runBareCommand } = await import('./cli/bare-command.js');
  process.exitCode = (await runBareCommand(argv)) ?? (await parseAndRun(argv));
}

async function parseAndRun(line: readonly string[]): Promise<number> {
  const { runProgram } = await import('./cli/program.js');
  return runProgram(line);
}
