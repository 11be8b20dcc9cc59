import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  newAcceptances,
  unusedAcceptances,
  withAcceptances,
} from '../../src/verdict/regression-acceptance.js';
import type { Acceptance } from '../../src/verdict/regression-acceptance.js';
import { compareStored } from '../../src/verdict/regression-stored.js';
import { buildRecord } from './build-record.js';

const acceptance = (of: string, atMost: number | null = null): Acceptance => ({
  of,
  reason: `because of ${of}`,
  acceptedAt: '2026-01-01T00:00:00.000Z',
  atMost,
});

const run = (taskMs: number, seed: number) =>
  buildRecord({
    workloads: [
      { loopShare: 1, cpuShare: 1, taskMs, models: { 'event-loop': 1, 'worker-pool:2': 1.9 } },
    ],
    seed,
  });
const { cells } = compareStored(run(10, 1), run(13, 2));
const reasons = (acceptances: Acceptance[]) =>
  withAcceptances(cells, acceptances).map(({ accepted }) => accepted);

test('a cell is named by its id, all cells of a workload by its name', () => {
  assert.deepEqual(reasons([acceptance('work/event-loop')]), ['because of work/event-loop', null]);
  assert.deepEqual(reasons([acceptance('work')]), ['because of work', 'because of work']);
  assert.deepEqual(reasons([acceptance('wor')]), [null, null]);
});

test('a change that is larger than what was accepted is not covered', () => {
  assert.deepEqual(reasons([acceptance('work', 0.5)]), ['because of work', 'because of work']);
  assert.deepEqual(reasons([acceptance('work', 0.1)]), [null, null]);
});

test('what base has accepted already excuses nothing in head', () => {
  const [old, added] = [acceptance('a'), acceptance('b')];
  assert.deepEqual(newAcceptances([old], [old, added]), [added]);
});

test('what names no compared cell is told apart', () => {
  const [right, misspelt] = [acceptance('work'), acceptance('wrok')];
  assert.deepEqual(unusedAcceptances(cells, [right, misspelt]), [misspelt]);
});
