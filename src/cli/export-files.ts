/** `--export FORMAT[=FILE]`: results in the formats of other tools. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Findings } from './report-files.js';
import type { Terminal } from './terminal.js';

export const exportFormats = [
  'bencher',
  'benchstat',
  'gab-bigger',
  'gab-smaller',
  'hyperfine-csv',
  'hyperfine-json',
  'junit',
  'openmetrics',
] as const;

export interface WantedExport {
  format: (typeof exportFormats)[number];
  /** `-` is stdout; undefined the format's own name in the run's folder. */
  file: string | undefined;
}

/** Reads `junit`, `junit=out/junit.xml` or `junit=-`. */
export function asExport(text: string): WantedExport | { expected: string } {
  const [name, ...rest] = text.split('=');
  const format = exportFormats.find((known) => known === name);
  const file = rest.length > 0 ? rest.join('=') : undefined;
  if (format === undefined || file === '') {
    return { expected: `FORMAT or FORMAT=FILE, with a format of ${exportFormats.join(', ')}` };
  }
  return { format, file };
}

/** Writes each wanted format, and says where to unless that is stdout. */
export async function writeExports(
  findings: Findings,
  wanted: readonly WantedExport[],
  folder: string,
  { out, err }: Terminal,
): Promise<void> {
  const { exporters } = await import('../report/exporters/exporters.js');
  for (const { format, file } of wanted) {
    const exporter = exporters[format];
    const text = exporter.render(findings);
    if (file === '-') {
      out.write(text);
      continue;
    }
    const path = file ?? join(folder, exporter.file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    err.write(`${format} in ${path}\n`);
  }
}
