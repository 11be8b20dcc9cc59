/** Fails when an import in the sources goes against the arrows. Part of `npm run lint`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importViolations } from './import-arrows.js';
import type { SourceFile } from './import-arrows.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = ['src', 'workloads', 'benchmarks'].flatMap(sourcesBelow);
const violations = importViolations(files);

for (const violation of violations) console.error(`arrows: ${violation}`);
if (violations.length > 0) process.exitCode = 1;
else console.log(`arrows: ${files.length} files import only what they may`);

function sourcesBelow(folder: string): SourceFile[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.c?ts$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}
