import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';

/** Notes every module that is asked for by name. */
const hooks = `
  import { appendFileSync } from 'node:fs';
  export async function resolve(specifier, context, next) {
    if (/^(piscina|bullmq|ioredis|esbuild|chart|canvas|libsql|pg|kysely)/.test(specifier)) {
      appendFileSync(2, 'loaded ' + specifier + '\\n');
    }
    return next(specifier, context);
  }
`;

const program = `
  import { createRequire, register } from 'node:module';
  register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hooks)}));
  const { EventLoopExecutor, WorkerPoolExecutor, ProcessPoolExecutor, openExecutor } =
    await import(${JSON.stringify(new URL('../../src/index.js', import.meta.url).href)});
  await use(new EventLoopExecutor());
  await use(new WorkerPoolExecutor());
  await use(new ProcessPoolExecutor());
  await use(await openExecutor('async-pool:2'));
  async function use(executor) { await executor.shutdown(); }
  const files = Object.keys(createRequire(import.meta.url).cache ?? {});
  process.stdout.write(String(files.filter((file) => /node_modules/.test(file)).length));
`;

describe('the package root', () => {
  it('loads neither piscina nor a queue, nor does opening an executor that runs nothing', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', program],
      { encoding: 'utf8' },
    );
    assert.equal(stderr, '');
    assert.deepEqual({ status, stdout }, { status: 0, stdout: '0' });
  });
});
