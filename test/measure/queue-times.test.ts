import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostLabel, hostOf, isOfThisMachine } from '../../src/measure/host-label.js';
import { onOneClock } from '../../src/measure/one-clock.js';
import { handOversMs, returnsMs } from '../../src/measure/queue-times.js';
import type { TimedOutput } from '../../src/measure/timed-task.js';

const span = (submitted: number, started: number, finished: number, lane = 0) => ({
  ...{ submitted, started, finished, lane },
});

test('a hand-over counts from when the task was submitted and its lane was free', () => {
  const spans = [span(0, 3, 10), span(0, 12, 20), span(30, 31, 40), span(0, 5, 9, 1)];
  assert.deepEqual(handOversMs(spans), [3, 5, 2, 1]);
});

test('the way back begins when the tasks before it are over too', () => {
  const spans = [span(0, 0, 10), span(0, 0, 4, 1), span(0, 10, 18)];
  assert.deepEqual(returnsMs(spans, [11, 11, 21]), [1, 1, 3]);
});

test('a host signs with machine, process and model', () => {
  const label = hostLabel({ machine: 'build-7', pid: 4711, model: 'worker-pool:2x3' });
  assert.deepEqual(hostOf(label), {
    name: 'build-7-4711',
    machine: 'build-7',
    model: 'worker-pool:2x3',
    slots: 6,
  });
  assert.ok(isOfThisMachine(label));
  assert.ok(!isOfThisMachine('build-7 4711 worker-pool:2 another'));
});

test('tasks of another machine are placed by what was seen here, and keep their length', () => {
  const elsewhere = (startedMs: number, finishedMs: number): TimedOutput => {
    return ['', startedMs, finishedMs, 0, 'far 1 worker-pool:1 another'];
  };
  const here: TimedOutput = ['', 100, 104, 0, undefined];
  const placed = onOneClock(
    [elsewhere(9_000, 9_010), elsewhere(9_010, 9_025), here],
    [115, 128, 106],
  );
  assert.deepEqual(
    placed.map(([, started, finished]) => [started, finished]),
    [
      [103, 113],
      [113, 128],
      [100, 104],
    ],
  );
});
