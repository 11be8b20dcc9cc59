/**
 * Writes down what the command line can say before it runs: the help of every command, and what
 * there is to measure. So that `--help` and `list` answer without loading parsers and workloads.
 */
import { writeFileSync } from 'node:fs';
import { listing } from '../src/cli/listing.js';
import { preparedFiles } from '../src/cli/prepared-text.js';
import { commands, helpText } from '../src/cli/program.js';

const help: Record<string, string> = { '': await helpText() };
for (const name of Object.keys(commands)) help[name] = await helpText(name);
writeFileSync(preparedFiles.help, JSON.stringify(help));
writeFileSync(preparedFiles.listing, JSON.stringify(await listing()));
