import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../fast-check.js';
import type { Cell } from '../../src/record/run-record.js';
import { looksOf } from '../../src/report/palette.js';
import { buildReport } from '../../src/report/report.js';
import { layoutOf, taskAt, timeAt, timeTicks, xOf } from '../../src/report/timeline/layout.js';
import { pack, trackOf, unpack } from '../../src/report/timeline.js';
import type { Timeline } from '../../src/report/timeline.js';
import { tradeoffRun } from './sample-run.js';

const { record, judgement } = tradeoffRun();
const timelines = timelinesOf();
const sha256 = timelines.find(({ workload }) => workload === 'sha256')!;

test('only work that keeps its loop busy is said to hold it', () => {
  const holding = timelines
    .filter((timeline) => timeline.holdsLoop)
    .map(({ workload }) => workload);
  assert.deepEqual(holding, ['blocking-sleep', 'sha256', 'prime-sieve', 'noop']);
});

test('lanes are numbered in the order in which they take up work, and keep their own tasks', () => {
  const spans = [9, 4, 9, 4].map((lane, index) => {
    return { submitted: 0, started: index, finished: index + 2, lane };
  });
  const track = trackOf({ ...record.cells[0]!, spans } as Cell, looksOf(['event-loop'])[0]!, 10)!;
  assert.equal(track.laneCount, 2);
  assert.deepEqual(
    track.tasks.map(({ lane, laneFree, started }) => ({ lane, laneFree, started })),
    [
      { lane: 0, laneFree: 0, started: 0 },
      { lane: 1, laneFree: 0, started: 1 },
      { lane: 0, laneFree: 2, started: 2 },
      { lane: 1, laneFree: 3, started: 3 },
    ],
  );
});

test('a page reads back the timelines that were packed into it', () => {
  for (const timeline of timelines) {
    assert.deepEqual(unpack(JSON.parse(JSON.stringify(pack(timeline)))), timeline);
  }
});

test('tasks beyond the limit are counted, not forgotten', () => {
  const cell = record.cells[1]!;
  assert.equal(trackOf(cell, looksOf([cell.model])[0]!, 5)?.tasks.length, 5);
});

test('the task under the pointer is the one that is drawn there', () => {
  const layout = layoutOf(sha256, 1000);
  const window = { from: 0, to: sha256.endMs };
  for (const { track, top, laneHeight } of layout.tracks) {
    for (const task of track.tasks) {
      const x = xOf((task.started + task.finished) / 2, layout, window);
      const hit = taskAt(x, top + (task.lane + 0.5) * laneHeight, layout, window);
      assert.equal(hit?.task, task);
      assert.equal(hit?.track, track);
    }
  }
});

test('pixels and times are each other’s inverse, and ticks are round and not crowded', () => {
  const layout = layoutOf(sha256, 800);
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1e5, noNaN: true }),
      fc.double({ min: 0.01, max: 1e6, noNaN: true }),
      (from, length) => {
        const window = { from, to: from + length };
        const ticks = timeTicks(window, 784);
        assert.ok(ticks.length <= 9);
        for (const tick of ticks) {
          assert.ok(tick >= window.from - 1e-6 * length && tick <= window.to + 1e-6 * length);
          assert.ok(
            Math.abs(timeAt(xOf(tick, layout, window), layout, window) - tick) <
              1e-6 * (from + length),
          );
        }
      },
    ),
  );
});

function timelinesOf(): Timeline[] {
  return buildReport(record, judgement).sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'timelines' ? block.timelines : [])),
  );
}
