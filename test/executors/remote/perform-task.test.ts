import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { ResultMessage } from '../../../src/executors/remote/messages.js';
import { performChunk, performTask } from '../../../src/executors/remote/perform-task.js';

const context = { lane: 0 };
const unwatched = { isDropped: () => false, report: () => assert.fail('nothing takes its time') };

describe('performing a task', () => {
  it('awaits what it returns', async () => {
    const add = async (a: number, b: number) => a + b;
    assert.deepEqual(await performTask(context, 3, add, [1, 2]), [3, [3], undefined, undefined]);
  });

  it('makes an error of what it throws, now or later', async () => {
    const now = () => {
      throw 'now';
    };
    const later = () => Promise.reject('later');
    for (const [fn, thrown] of [
      [now, 'now'],
      [later, 'later'],
    ] as const) {
      const [, , failures] = await performTask(context, 0, fn, []);
      assert.deepEqual(failures, [[0, { kind: 'value', value: thrown }]]);
    }
  });
});

describe('performing a chunk', () => {
  it('returns all outcomes in order, with errors where they belong', async () => {
    const oddOnly = (n: number) => {
      if (n % 2 === 0) throw n;
      return n;
    };
    const [slot, values, failures] = await performChunk(context, 1, oddOnly, [1, 2, 3], unwatched);
    assert.deepEqual([slot, values], [1, [1, undefined, 3]]);
    assert.deepEqual(failures, [[1, { kind: 'value', value: 2 }]]);
  });

  it('reports what is done while the next one takes its time', async () => {
    let go: (() => void) | undefined;
    const waiting = new Promise<void>((resolve) => (go = resolve));
    const parts: ResultMessage[] = [];
    const last = await performChunk(
      context,
      0,
      (n: number) => (n === 1 ? waiting.then(() => n) : n),
      [0, 1, 2],
      {
        isDropped: () => false,
        report(part) {
          parts.push(part);
          go?.();
        },
      },
    );
    const reported = [...parts, last].map(([, values]) => values);
    assert.deepEqual(reported[0], [0]);
    assert.deepEqual(reported.flat(), [0, 1, 2]);
  });

  it('does not begin what is not wanted any more', async () => {
    const begun: number[] = [];
    const [, values] = await performChunk(context, 0, (n: number) => begun.push(n), [1, 2, 3, 4], {
      isDropped: () => begun.length === 2,
      report: () => undefined,
    });
    assert.deepEqual(
      [begun, values],
      [
        [1, 2],
        [1, 2],
      ],
    );
  });

  it('pauses in a long chunk, so that the loop can turn', async () => {
    let turns = 0;
    const turn = setImmediate(function again() {
      turns++;
      setImmediate(again).unref();
    });
    const spin = (ms: number) => {
      for (const endMs = performance.now() + ms; performance.now() < endMs;);
    };
    let reported = 0;
    const last = await performChunk(context, 0, spin, [2, 2, 2], {
      isDropped: () => false,
      report: ([, values]) => (reported += values.length),
    });
    clearImmediate(turn);
    assert.equal(reported + last[1].length, 3);
    assert.ok(reported > 0 && turns > 0);
  });
});
