import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatModelSetting, parseModelSetting } from '../../src/plan/model-setting.js';

test('a model alone leaves the size of chunks to map', () => {
  const { spec, chunkSize } = parseModelSetting('worker-pool:2x10');
  assert.deepEqual(spec, { name: 'worker-pool', workers: 2, concurrency: 10 });
  assert.equal(chunkSize, 'auto');
});

test('a size of chunks stands behind the model, and is read again as it is written', () => {
  for (const text of [
    'worker-pool:2 chunkSize=1',
    'process-pool:3x2 chunkSize=256',
    'event-loop',
  ]) {
    assert.equal(formatModelSetting(parseModelSetting(text)), text);
  }
});

test('anything else behind a model is malformed', () => {
  for (const text of [
    'worker-pool:2 chunkSize=0',
    'worker-pool:2 chunkSize=1.5',
    'worker-pool:2 chunk=1',
    'worker-pool:2 chunkSize=1 chunkSize=2',
  ]) {
    assert.throws(() => parseModelSetting(text), { name: 'ModelError', message: /chunkSize=N/ });
  }
  assert.throws(() => parseModelSetting('worker-pol:2 chunkSize=1'), {
    message: /Did you mean 'worker-pool'/,
  });
});
