import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { describeWorkload } from '../../src/workload/describe.js';
import { fixture } from './fixtures.js';

test('a built-in workload is found by its name', async () => {
  const sleep = await describeWorkload('sleep');
  assert.equal(sleep.name, 'sleep');
  assert.equal(sleep.nature, 'io');
  assert.equal(typeof sleep.params['ms'], 'number');
  assert.ok(sleep.moduleUrl.endsWith('/dist/workloads/sleep.js'));
});

test('every module in workloads/ is a built-in workload of that name', async () => {
  const { builtInWorkloads } = await import('../../src/workload/catalog.js');
  const folder = fileURLToPath(new URL('../../workloads/', import.meta.url));
  const files = readdirSync(folder).filter((file) => file.endsWith('.js'));
  assert.deepEqual(
    builtInWorkloads().map(({ name }) => `${name}.js`),
    files.sort(),
  );
  for (const { name } of builtInWorkloads()) {
    assert.equal((await describeWorkload(name)).name, name);
  }
});

test("a user's file is described without being run here", async () => {
  const { moduleUrl, ...quick } = await describeWorkload(fixture('quick.mjs'));
  assert.deepEqual(quick, {
    name: 'quick',
    nature: 'cpu',
    description: 'adds up the numbers below a limit',
    params: { limit: 20_000 },
    hasSetup: false,
  });
  assert.equal(fileURLToPath(moduleUrl), fixture('quick.mjs'));
});

test('a mistyped name is answered with the nearest one and all there are', async () => {
  await assert.rejects(describeWorkload('prime-seive'), {
    name: 'WorkloadError',
    message: /unknown workload 'prime-seive'.*sha256.*Did you mean 'prime-sieve'\?/s,
  });
});

test('a path that leads nowhere is not taken for a name', async () => {
  await assert.rejects(describeWorkload('./nowhere.ts'), {
    name: 'WorkloadError',
    message: 'no such workload file: ./nowhere.ts',
  });
});

const bad: [file: string, message: RegExp][] = [
  ['throws-on-import.mjs', /this file cannot be imported/],
  ['exits-on-import.mjs', /ended with exit code 3/],
  [
    'no-workload.mjs',
    /name: expected .* received 'Not A Name'; nature: .*; run: expected a function/,
  ],
  ['broken.ts', /cannot compile .*broken\.ts.*Could not resolve/s],
];

for (const [file, message] of bad) {
  test(`${file} is no workload, and the error says why`, async () => {
    await assert.rejects(describeWorkload(fixture(file)), { name: 'WorkloadError', message });
  });
}

for (const file of ['hangs-on-import.mjs', 'spins-on-import.mjs']) {
  test(`${file} is given up after the deadline`, async () => {
    await assert.rejects(describeWorkload(fixture(file), { deadlineMs: 300 }), {
      name: 'WorkloadError',
      message: /importing it did not end within 0\.3 s/,
    });
  });
}
