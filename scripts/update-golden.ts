/** Takes the actual output over into the golden files. Look at the difference before committing it. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const runTests = fileURLToPath(new URL('./run-tests.js', import.meta.url));

if (process.argv.length > 2) {
  console.error(`update-golden takes no arguments, received ${process.argv.slice(2).join(' ')}`);
  process.exit(2);
}

const child = spawn(process.execPath, [runTests, 'test/report'], {
  stdio: 'inherit',
  env: { ...process.env, UPDATE_GOLDEN: '1' },
});
child.on('exit', (code) => (process.exitCode = code ?? 1));
