/** Writes down the help of every command, so that `--help` answers without loading the program. */
import { writeFileSync } from 'node:fs';
import { preparedHelpFile } from '../src/cli/prepared-text.js';
import { commands, helpText } from '../src/cli/program.js';

const texts: Record<string, string> = { '': await helpText() };
for (const name of Object.keys(commands)) texts[name] = await helpText(name);
writeFileSync(preparedHelpFile, JSON.stringify(texts));
