import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { openExecutor, portable } from '../../src/index.js';
import { builtInWorkloads } from '../../src/workload/catalog.js';
import type { Params, Workload } from '../../src/workload/define-workload.js';
import blockingSleep from '../../workloads/blocking-sleep.js';
import echo from '../../workloads/echo.js';
import fileRead from '../../workloads/file-read.js';
import flags from '../../workloads/flags.js';
import gzip from '../../workloads/gzip.js';
import json from '../../workloads/json.js';
import mixed from '../../workloads/mixed.js';
import noop from '../../workloads/noop.js';
import pbkdf2 from '../../workloads/pbkdf2.js';
import primeSieve from '../../workloads/prime-sieve.js';
import sha256 from '../../workloads/sha256.js';
import sleep from '../../workloads/sleep.js';
import spin from '../../workloads/spin.js';
import { prepareBatch } from './one-batch.js';

/** More than there are flags or folders, so that those come round again. */
const tasks = 21;
const verified = new Set<string>();

verifies(sleep, { ms: 1 }, () => ({ sleptLongEnough: false }));
verifies(blockingSleep, { ms: 1 }, () => ({ sleptLongEnough: false }));
verifies(flags, { delayMs: 0 }, (output) => ({ ...output, sha256: '0'.repeat(64) }));
verifies(fileRead, { files: 3, bytes: 100 }, () => '0'.repeat(64));
verifies(sha256, { kibibytes: 100 }, () => '0'.repeat(64));
verifies(primeSieve, { limit: 1000 }, (count) => count + 1);
verifies(pbkdf2, { iterations: 10 }, () => '0'.repeat(64));
verifies(mixed, { cpuShare: 0.5, totalMs: 2 }, (state) => state + 1);
verifies(spin, { lengthUs: 5 }, (state) => state + 1);
verifies(echo, { bytes: 100 }, (bytes) => bytes.map((byte) => byte + 1));
verifies(gzip, { lines: 10 }, () => Buffer.from('H4sIAAAAAAAAAwMAAAAAAAAAAAA=').toString());
verifies(json, { orders: 10 }, (total) => total + 1);
verifies(noop, {}, (index) => index + 1);

test('these are all the built-in workloads', () => {
  assert.deepEqual(
    builtInWorkloads().map(({ name }) => name),
    [...verified].sort(),
  );
});

/** Declares the tests that each workload passes; `spoil` makes one output wrong. */
function verifies<P extends Params, C, I, O>(
  workload: Workload<P, C, I, O>,
  params: Partial<Record<keyof P, Params[string]>>,
  spoil: (output: O) => O,
): void {
  verified.add(workload.name);
  describe(workload.name, () => {
    test('accepts the outputs of a batch on the loop', async () => {
      await using batch = await prepareBatch(workload, params, tasks);
      await batch.verify(await batch.runInTurn());
    });

    test('rejects a batch with one wrong output', async () => {
      await using batch = await prepareBatch(workload, params, tasks);
      const outputs = await batch.runInTurn();
      const spoilt = outputs.map((output, index) => (index === tasks - 1 ? spoil(output) : output));
      await assert.rejects(batch.verify(spoilt));
    });

    test('rejects a batch with one output missing', async () => {
      await using batch = await prepareBatch(workload, params, tasks);
      const outputs = await batch.runInTurn();
      await assert.rejects(batch.verify(outputs.slice(1)));
    });

    test('gives the same outputs in other threads and processes', async () => {
      await using batch = await prepareBatch(workload, params, tasks);
      const moduleUrl = builtInWorkloads().find(({ name }) => name === workload.name)?.moduleUrl;
      const run = portable(moduleUrl ?? '', workload.run, 'default.run');
      const expected = await batch.runInTurn();
      for (const model of ['async-pool:20', 'worker-pool:2x3', 'process-pool:1x3']) {
        await using executor = await openExecutor(model);
        const outputs: O[] = [];
        for await (const output of executor.map(run, batch.inputs)) outputs.push(output);
        assert.deepEqual(outputs, expected, model);
        await batch.verify(outputs);
      }
    });

    test('gives the same inputs each time it is asked', async () => {
      await using batch = await prepareBatch(workload, params, tasks);
      assert.deepEqual(batch.inputsAgain(), batch.inputs);
    });
  });
}
