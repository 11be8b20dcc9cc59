import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fc } from '../../fast-check.js';

import { toEnvelope } from '../../../src/executors/remote/envelope.js';
import type { FromWorker, ToWorker } from '../../../src/executors/remote/messages.js';
import {
  packFromWorker,
  packToWorker,
  unpackFromWorker,
  unpackToWorker,
} from '../../../src/executors/remote/packing.js';

/** There and back, with the clone that a port or a channel makes on the way. */
const toWorker = (message: ToWorker) => unpackToWorker(structuredClone(packToWorker(message)));
const fromWorker = (message: FromWorker) =>
  unpackFromWorker(structuredClone(packFromWorker(message)));

const number = fc.nat();
const value = fc.oneof(
  fc.anything(),
  fc.constantFrom<unknown>(undefined, [], [undefined], 'run', 'results', new Uint8Array(4)),
);
const values = fc.array(value);
const holey: unknown[] = Array(4);
holey[2] = undefined;
const inputs = fc.oneof(
  { weight: 4, arbitrary: values },
  { weight: 1, arbitrary: fc.constant(holey) },
);
const error = fc.oneof(fc.string().map(toEnvelope), fc.constant(toEnvelope(new TypeError('no'))));
const task = fc.oneof(
  fc.tuple(number, number, number, fc.boolean(), fc.constant(false), values),
  fc.tuple(number, number, number, fc.boolean(), fc.constant(true), inputs),
);
const result = fc.tuple(
  number,
  inputs,
  fc.option(fc.array(fc.tuple(number, error)), { nil: undefined }),
  fc.option(fc.double({ min: 0, noNaN: true }), { nil: undefined }),
);

const address = { moduleUrl: 'file:///task.js', exportName: 'task' };
const rareToWorker: ToWorker[] = [
  { kind: 'start', firstLane: 1, concurrency: 2, initializer: undefined, initArgs: [1] },
  { kind: 'define', fn: 3, address },
  { kind: 'drop', id: 4 },
  { kind: 'abort', id: 5, reason: toEnvelope(new Error('stop')) },
];
const rareFromWorker: FromWorker[] = [
  { kind: 'booted' },
  { kind: 'ready' },
  { kind: 'unfit', error: toEnvelope(new Error('unfit')) },
];

describe('packing', () => {
  it('brings tasks across as they were', () => {
    fc.assert(
      fc.property(fc.array(task, { minLength: 1 }), fc.boolean(), (tasks, isMoving) => {
        const message: ToWorker = isMoving
          ? { kind: 'run', tasks, isMoving }
          : { kind: 'run', tasks };
        assert.deepEqual(toWorker(message), structuredClone(message));
      }),
      { seed: 1 },
    );
  });

  it('brings results across as they were', () => {
    fc.assert(
      fc.property(fc.array(result, { minLength: 1 }), (results) => {
        const message: FromWorker = { kind: 'results', results };
        assert.deepEqual(fromWorker(message), structuredClone(message));
      }),
      { seed: 1 },
    );
  });

  it('leaves what comes seldom as it is', () => {
    for (const message of rareToWorker) assert.deepEqual(toWorker(message), message);
    for (const message of rareFromWorker) assert.deepEqual(fromWorker(message), message);
  });

  it('sends a task and its result as one flat array each', () => {
    const run: ToWorker = { kind: 'run', tasks: [[7, 1, 2, false, false, ['a', 'b']]] };
    assert.deepEqual(packToWorker(run), ['run', 7, 1, 2, 0, 2, 'a', 'b']);
    const results: FromWorker = { kind: 'results', results: [[7, ['c'], undefined, 0.5]] };
    assert.deepEqual(packFromWorker(results), ['results', 7, 0.5, undefined, 1, 'c']);
  });

  it('takes more arguments than fit on the stack', () => {
    const args = Array.from({ length: 200_000 }, (_, at) => at);
    const message: ToWorker = { kind: 'run', tasks: [[1, 0, 0, false, false, args]] };
    assert.deepEqual(toWorker(message), message);
  });
});
