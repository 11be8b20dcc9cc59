/** How every executor fills its slots, and in which order. After ExecutorTest of CPython's executor.py. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wait } from '../../src/index.js';
import { hold } from '../fixtures/tasks/gated.js';
import { square } from '../fixtures/tasks/plain.js';
import { Gate } from './gate.js';
import { range } from './outcome.js';
import { shareExecutor } from './share-executor.js';
import type { Subject } from './subjects.js';

export function slotsContract(subject: Subject): void {
  describe(`${subject.name}: slots`, () => {
    const shared = shareExecutor(subject);

    it('starts tasks in the order of submission', async () => {
      await using gate = await Gate.open();
      const labels = range(12).map(String);
      const futures = labels.map((label) => shared().submit(hold, gate.port, label));
      gate.releaseAll();
      await wait(futures);
      assert.deepEqual(gate.arrivals, labels);
    });

    it('runs no more at a time than it has slots', async () => {
      await using gate = await Gate.open();
      const futures = ['a', 'b', 'c'].map((label) => shared().submit(hold, gate.port, label));
      for (const label of ['a', 'b', 'c']) {
        await gate.arrived(label);
        assert.deepEqual(gate.held, [label]);
        assert.equal(shared().stats().running, 1);
        gate.release(label);
        await futures.shift()!.result();
      }
    });

    if (subject.isConcurrent) concurrentCases(subject);
  });
}

function concurrentCases(subject: Subject): void {
  it('fills all its slots and no more', async () => {
    await using executor = subject.open(3);
    await using gate = await Gate.open();
    const futures = range(7).map((n) => executor.submit(hold, gate.port, String(n)));
    await gate.arrivedCount(3);
    assert.deepEqual([...gate.held].sort(), ['0', '1', '2']);
    assert.deepEqual(
      futures.map((future) => future.state),
      [...Array<string>(3).fill('running'), ...Array<string>(4).fill('pending')],
    );
    gate.releaseAll();
    await wait(futures);
  });

  it('gives a freed slot to the longest waiting task', async () => {
    await using executor = subject.open(2);
    await using gate = await Gate.open();
    const futures = ['a', 'b', 'c', 'd'].map((label) => executor.submit(hold, gate.port, label));
    await gate.arrived('a', 'b');
    gate.release('b');
    await gate.arrived('c');
    assert.deepEqual([...gate.held].sort(), ['a', 'c']);
    assert.equal(futures[3]!.state, 'pending');
    gate.releaseAll();
    await wait(futures);
  });

  it('lets a later task overtake one that still waits for something', async () => {
    await using executor = subject.open(2);
    await using gate = await Gate.open();
    const slow = executor.submit(hold, gate.port, 'slow');
    assert.equal(await executor.submit(square, 3).result(), 9);
    assert.equal(slow.state, 'running');
    gate.releaseAll();
    assert.equal(await slow.result(), 'slow');
  });

  it('stands fifteen times more tasks than slots', async () => {
    await using executor = subject.open(2);
    await using gate = await Gate.open();
    const futures = range(30).map((n) => executor.submit(hold, gate.port, String(n)));
    await gate.arrivedCount(2);
    assert.equal(executor.stats().pending, 28);
    gate.releaseAll();
    assert.equal((await wait(futures)).done.size, 30);
  });
}
