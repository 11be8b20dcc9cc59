import { writeFile } from 'node:fs/promises';
import type { Terminal } from '../terminal.js';

/** Writes a value as JSON into a file; `-` is stdout. */
export async function writeJson(value: unknown, file: string, { out }: Terminal): Promise<void> {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (file === '-') out.write(text);
  else await writeFile(file, text);
}
