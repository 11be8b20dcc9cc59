import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { fc } from '../fast-check.js';

import {
  formatModel,
  MODEL_NAMES,
  ModelError,
  parseModel,
} from '../../src/executors/model-spec.js';

const cpus = 3;

describe('reading a model', () => {
  const readings: [text: string, workers: number, concurrency: number][] = [
    ['event-loop', 1, 1],
    ['async-pool:20', 1, 20],
    ['async-pool', 1, 7],
    ['async-pool:cpus', 1, 3],
    ['worker-pool', 3, 1],
    ['worker-pool:2', 2, 1],
    ['worker-pool:2x10', 2, 10],
    ['worker-pool:cpus', 3, 1],
    ['worker-pool:cpusx10', 3, 10],
    ['worker-pool:2xcpus', 2, 3],
    ['process-pool:4x5', 4, 5],
    ['queue:2x10', 2, 10],
  ];
  for (const [text, workers, concurrency] of readings) {
    it(`finds ${workers} x ${concurrency} in ${text} on ${cpus} CPUs`, () => {
      assert.deepEqual(parseModel(text, cpus), { name: text.split(':')[0], workers, concurrency });
    });
  }

  for (const text of [
    ...['event-loop:1', 'async-pool:2x3', 'worker-pool:0', 'worker-pool:', 'worker-pool:2x'],
    ...['worker-pool:-1', 'worker-pool:1.5', 'worker-pool:2x3x4', 'worker-pool:2:3', 'queue:1e3'],
  ]) {
    it(`refuses ${text} and says how it is written`, () => {
      assert.throws(
        () => parseModel(text, cpus),
        (error) => error instanceof ModelError && /malformed model .*write /.test(error.message),
      );
    });
  }

  it('names the models there are, and the one that was probably meant', () => {
    assert.throws(() => parseModel('worker-pol:2', cpus), {
      name: 'ModelError',
      message: /unknown model 'worker-pol:2': there is event-loop, .*Did you mean 'worker-pool'\?/,
    });
  });

  it('suggests nothing that is far from what was typed', () => {
    assert.throws(
      () => parseModel('kubernetes', cpus),
      (error: Error) => !/mean/.test(error.message),
    );
  });

  it('finds again what it formatted', () => {
    const count = fc.integer({ min: 1, max: 999_999 });
    fc.assert(
      fc.property(fc.constantFrom(...MODEL_NAMES), count, count, (name, workers, concurrency) => {
        const spec = {
          name,
          workers: name === 'event-loop' || name === 'async-pool' ? 1 : workers,
          concurrency: name === 'event-loop' ? 1 : concurrency,
        };
        assert.deepEqual(parseModel(formatModel(spec), cpus), spec);
      }),
    );
  });
});
