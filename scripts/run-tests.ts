/** Runs every compiled test file that has a source under Node's own runner. Arguments select by path. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const wanted = process.argv.slice(2);
const files = testFiles().filter(
  (file) => wanted.length === 0 || wanted.some((part) => file.includes(part)),
);

if (files.length === 0) {
  console.error(`no test file matches ${wanted.join(' ')}`);
  process.exitCode = 2;
} else {
  // A test that hangs fails; a file that is only slow stays far below a quarter of an hour.
  const flags = ['--test', '--expose-gc', '--test-reporter=spec', '--test-timeout=900000'];
  const runner = spawn(process.execPath, [...flags, ...files], { cwd: root, stdio: 'inherit' });
  runner.on('exit', (code) => (process.exitCode = code ?? 1));
}

/** A test whose source was deleted may still lie in dist; it is not run. */
function testFiles(): string[] {
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join('dist', 'test', file.replace(/\.ts$/, '.js')))
    .filter((file) => existsSync(join(root, file)))
    .sort();
}
