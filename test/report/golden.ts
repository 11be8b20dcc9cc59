/** Golden files: on a mismatch the actual text lies beside the expected one, to be compared or taken over. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../test/golden/', import.meta.url));

/** Fails unless the text is that of the golden file; `npm run golden` takes the actual texts over. */
export function assertGolden(name: string, actual: string): void {
  const path = folder + name;
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, actual);
  }
  const expected = readFileSync(path, 'utf8');
  if (actual === expected) {
    rmSync(`${path}.actual`, { force: true });
  } else {
    writeFileSync(`${path}.actual`, actual);
    assert.fail(`${name} has changed: compare ${path}.actual with ${path}`);
  }
}
