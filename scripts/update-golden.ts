/** Takes the actual output over into the golden files. Look at the difference before committing it. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const runTests = fileURLToPath(new URL('./run-tests.js', import.meta.url));
const child = spawn(process.execPath, [runTests, 'test/report'], {
  stdio: 'inherit',
  env: { ...process.env, UPDATE_GOLDEN: '1' },
});
child.on('exit', (code) => (process.exitCode = code ?? 1));
