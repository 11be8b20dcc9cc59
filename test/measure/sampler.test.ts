import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSampler, leastSampleMs } from '../../src/measure/sampler.js';

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
  const sampler = createSampler(batch.run, 10);
  assert.deepEqual(await sampler.sample(4), { wallMs: 5, repetitions: 3 });
  assert.equal(batch.calls(), 3);
});

test('a long batch is run once', async () => {
  const batch = scripted(500);
  assert.deepEqual(await createSampler(batch.run, 10).sample(480), { wallMs: 500, repetitions: 1 });
});

test('a batch that is much shorter than expected is repeated all the same', async () => {
  const batch = scripted(1, 1, 1, 1, 1, 1, 1);
  assert.equal((await createSampler(batch.run, 10).sample(100)).repetitions, 5);
});

test('a sample is as long as wanted, but never too short for the timer', async () => {
  const batch = scripted(...Array.from({ length: 40 }, () => 4));
  const sampler = createSampler(batch.run, 10);
  assert.equal((await sampler.sample(4, 100)).repetitions, 25);
  assert.equal((await sampler.sample(4, 1)).repetitions, 3);
  assert.equal((await sampler.sample(4)).repetitions, 3);
});

test('a batch of no length at all is not repeated for ever', async () => {
  const sampler = createSampler(() => Promise.resolve(0), 10);
  assert.deepEqual(await sampler.sample(0), { wallMs: 0, repetitions: 10_000 });
});

test('a warm-up runs the batch once and leaves no trace in the samples', async () => {
  const batch = scripted(100, 20, 30);
  const sampler = createSampler(batch.run, 10);
  assert.equal(await sampler.warmUp(), 100);
  assert.equal((await sampler.sample(20)).wallMs, 20);
  assert.equal((await sampler.sample(20)).wallMs, 30);
});

test('what a batch throws, warming up and sampling throw', async () => {
  const failure = new RangeError('no luck');
  const sampler = createSampler(() => Promise.reject(failure), 10);
  await assert.rejects(sampler.warmUp(), failure);
  await assert.rejects(sampler.sample(1), failure);
});

test('a sample after a failed one is taken as if nothing had happened', async () => {
  let isBroken = true;
  const sampler = createSampler(
    () => (isBroken ? Promise.reject(new Error('broken')) : Promise.resolve(60)),
    10,
  );
  await assert.rejects(sampler.sample(60));
  isBroken = false;
  assert.equal((await sampler.sample(60)).wallMs, 60);
});

test('a sample is at least 10 ms and a thousand steps of the clock long', () => {
  assert.equal(leastSampleMs(40), 10);
  assert.equal(leastSampleMs(1_000_000), 1_000);
});
