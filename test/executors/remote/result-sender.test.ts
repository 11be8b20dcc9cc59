import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { ErrorEnvelope } from '../../../src/executors/remote/envelope.js';
import type { FromWorker, ResultMessage } from '../../../src/executors/remote/messages.js';
import { ResultSender } from '../../../src/executors/remote/result-sender.js';

/** Clones what is sent, as a port does. */
function collect() {
  const sent: ResultMessage[][] = [];
  const sender = new ResultSender((message: FromWorker, transfer: ArrayBuffer[] = []) => {
    const clone = structuredClone(message, { transfer });
    assert.equal(clone.kind, 'results');
    if (clone.kind === 'results') sent.push(clone.results);
  });
  sender.startTurn();
  return { sent, sender };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('the sender of results', () => {
  it('sends those of one turn in one message', async () => {
    const { sent, sender } = collect();
    sender.add([0, ['a'], undefined, 1]);
    await null;
    sender.add([1, ['b'], undefined, 1]);
    await nextTurn();
    assert.deepEqual(sent.map((results) => results.map(([slot]) => slot)).flat(), [0, 1]);
    assert.ok(sent.length <= 2);
  });

  it('replaces what cannot be cloned by an error, and sends the rest as it is', async () => {
    const { sent, sender } = collect();
    sender.add([0, ['fine', () => 1, 'fine too'], undefined, 5]);
    sender.add([1, ['of another slot'], undefined, 1]);
    await nextTurn();
    const outcomes = sent.flat();
    const errors = outcomes.flatMap(([, , failures]) => failures ?? []);
    assert.deepEqual(
      errors.map(([, error]) => (error as ErrorEnvelope & { name: string }).name),
      ['NotCloneableError'],
    );
    const values = outcomes.flatMap(([, each, failures]) => (failures ? [] : each));
    assert.deepEqual(values, ['fine', 'fine too', 'of another slot']);
  });

  it('tells a slot free exactly once, also when its last part is empty', async () => {
    const { sent, sender } = collect();
    sender.add([0, [() => 1], undefined, undefined]);
    sender.add([0, [], undefined, 3]);
    sender.add([1, [() => 1, () => 2], undefined, 4]);
    await nextTurn();
    const freed = sent.flat().filter(([, , , tookMs]) => tookMs !== undefined);
    assert.deepEqual(
      freed.map(([slot, , , tookMs]) => [slot, tookMs]),
      [
        [0, 3],
        [1, 4],
      ],
    );
  });

  it('moves back a buffer that was moved here, and copies any other', async () => {
    const { sent, sender } = collect();
    const [moved, own] = [new ArrayBuffer(8), new ArrayBuffer(8)];
    sender.own([moved]);
    sender.add([0, [{ moved, own }], undefined, 1]);
    await nextTurn();
    assert.deepEqual([moved.byteLength, own.byteLength], [0, 8]);
    const [value] = sent[0]![0]![1] as { moved: ArrayBuffer; own: ArrayBuffer }[];
    assert.deepEqual([value!.moved.byteLength, value!.own.byteLength], [8, 8]);
  });

  it('moves a buffer once that two values of a chunk hold', async () => {
    const { sent, sender } = collect();
    const moved = new ArrayBuffer(8);
    sender.own([moved]);
    sender.add([0, [moved, new Uint8Array(moved)], undefined, 1]);
    await nextTurn();
    const values = sent[0]![0]![1] as (ArrayBuffer | Uint8Array)[];
    assert.deepEqual(
      [moved, ...values].map(({ byteLength }) => byteLength),
      [0, 8, 8],
    );
  });
});
