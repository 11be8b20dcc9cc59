import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSampler, repetitionsFor } from '../../src/measure/sampler.js';

/** A batch whose wall times are given, one after the other. */
function scripted(...wallMs: number[]) {
  const left = [...wallMs];
  let calls = 0;
  return {
    calls: () => calls,
    run: async () => {
      calls += 1;
      return left.shift() ?? 1;
    },
  };
}

test('creating a sampler runs nothing', () => {
  const batch = scripted();
  createSampler(batch.run);
  assert.equal(batch.calls(), 0);
});

test('a sample is the mean wall time of its repetitions', async () => {
  const batch = scripted(2, 4, 9);
  assert.equal(await createSampler(batch.run).sample(3), 5);
  assert.equal(batch.calls(), 3);
});

test('a warm-up runs the batch once and leaves no trace in the samples', async () => {
  const batch = scripted(100, 2, 3);
  const sampler = createSampler(batch.run);
  assert.equal(await sampler.warmUp(), 100);
  assert.equal(await sampler.sample(1), 2);
  assert.equal(await sampler.sample(1), 3);
});

test('what a batch throws, warming up and sampling throw', async () => {
  const failure = new RangeError('no luck');
  const sampler = createSampler(() => Promise.reject(failure));
  await assert.rejects(sampler.warmUp(), failure);
  await assert.rejects(sampler.sample(1), failure);
});

test('a sample after a failed one is taken as if nothing had happened', async () => {
  let isBroken = true;
  const sampler = createSampler(() =>
    isBroken ? Promise.reject(new Error('broken')) : Promise.resolve(6),
  );
  await assert.rejects(sampler.sample(1));
  isBroken = false;
  assert.equal(await sampler.sample(2), 6);
});

test('a short batch is repeated until a sample is 10 ms long', () => {
  assert.equal(repetitionsFor(3, 1), 4);
  assert.equal(repetitionsFor(10, 1), 1);
  assert.equal(repetitionsFor(500, 1), 1);
});

test('with a coarse clock a sample is at least a thousand of its steps long', () => {
  assert.equal(repetitionsFor(100, 1_000_000), 10);
});

test('a batch of no length at all is not repeated for ever', () => {
  assert.equal(repetitionsFor(0, 1), 10_000);
});
