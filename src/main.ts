#!/usr/bin/env node
/** The bin: argv to the command line, its exit code back. Loads the program only if it must. */
import { ignoreBrokenPipe } from './cli/broken-pipe.js';
import { preparedText } from './cli/prepared-text.js';

ignoreBrokenPipe(process.stdout);
ignoreBrokenPipe(process.stderr);

const argv = process.argv.slice(2);
const text = preparedText(argv);
if (text !== undefined) {
  process.stdout.write(text);
} else {
  const { runProgram } = await import('./cli/program.js');
  process.exitCode = await runProgram(argv);
}
