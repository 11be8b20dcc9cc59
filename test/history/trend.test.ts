import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SeriesKey } from '../../src/history/figures.js';
import type { Series } from '../../src/history/series.js';
import { trendsOf } from '../../src/history/trend.js';
import { onDay } from './stored-runs.js';

function seriesOn(
  days: readonly number[],
  key: Partial<SeriesKey> = {},
  wallMsOn = (day: number) => day,
): Series {
  return {
    key: {
      cellId: 'work/event-loop',
      workload: 'work',
      model: 'event-loop',
      fingerprint: 'desktop',
      nodeMajor: 20,
      settings: 'default',
      ...key,
    },
    points: days.map((day) => ({
      runId: `run-${day}`,
      startedAt: new Date(onDay(day)),
      commit: `c${day}`,
      branch: null,
      isDirty: false,
      wallMs: wallMsOn(day),
      wallLowMs: wallMsOn(day) - 1,
      wallHighMs: wallMsOn(day) + 1,
      loopDelayP99Ms: 7,
      peakRssBytes: 8,
      cpuMsPerTask: 9,
    })),
  };
}

test('conditions that change for good break a trend, in the order of time', () => {
  const trends = trendsOf([seriesOn([3, 4], { nodeMajor: 22 }), seriesOn([1, 2])], 'wall');
  assert.equal(trends.length, 1);
  assert.deepEqual(
    trends[0]?.stretches.map(({ conditions, points }) => [
      conditions.nodeMajor,
      points.map(({ runId }) => runId),
    ]),
    [
      [20, ['run-1', 'run-2']],
      [22, ['run-3', 'run-4']],
    ],
  );
});

test('machines that take turns have a trend each', () => {
  const turns = [seriesOn([1, 3]), seriesOn([2, 4], { fingerprint: 'laptop' })];
  const trends = trendsOf(turns, 'wall');
  assert.deepEqual(
    trends.map(({ stretches }) => stretches.map(({ conditions }) => conditions.fingerprint)),
    [['desktop'], ['laptop']],
  );
});

test('every cell has a trend of its own', () => {
  const cells = [seriesOn([1]), seriesOn([2], { cellId: 'work/async-pool:2' })];
  assert.deepEqual(
    trendsOf(cells, 'wall').map(({ cellId }) => cellId),
    ['work/async-pool:2', 'work/event-loop'],
  );
});

test('a trend shows the figure that was asked for, with its interval where there is one', () => {
  const value = (figure: Parameters<typeof trendsOf>[1]) => {
    const [trend] = trendsOf([seriesOn([5])], figure);
    const { value, low, high } = trend!.stretches[0]!.points[0]!;
    return [low, value, high];
  };
  assert.deepEqual(value('wall'), [4, 5, 6]);
  assert.deepEqual(value('loop-delay'), [7, 7, 7]);
  assert.deepEqual(value('memory'), [8, 8, 8]);
  assert.deepEqual(value('cpu'), [9, 9, 9]);
});

const twentyDays = Array.from({ length: 20 }, (_, i) => i + 1);
/** Moves a little from day to day, as measured levels do. */
const wobble = (day: number) => 1 + ((day * 7) % 5) / 500;

test('a level that moved is dated to the two runs it moved between', () => {
  const wallMsOn = (day: number) => (day < 12 ? 100 : 112) * wobble(day);
  const [trend] = trendsOf([seriesOn(twentyDays, {}, wallMsOn)], 'wall');
  const [stretch] = trend!.stretches;
  const [change, ...others] = stretch!.changes;
  assert.equal(others.length, 0);
  assert.deepEqual(
    [change?.index, change?.before.commit, change?.after.commit],
    [11, 'c11', 'c12'],
  );
  assert.ok(change && change.ratio.low < 1.12 && 1.12 < change.ratio.high);
  assert.deepEqual(
    stretch!.levels.map(({ start, value }) => [start, Math.round(value)]),
    [
      [0, 100],
      [11, 112],
    ],
  );
});

test('neither a lone outlier nor another machine is a change', () => {
  const wallMsOn = (day: number) => (day === 9 ? 300 : 100) * wobble(day);
  const other = seriesOn([30, 31, 32, 33], { fingerprint: 'laptop' }, () => 500);
  const [trend] = trendsOf([seriesOn(twentyDays, {}, wallMsOn), other], 'wall');
  assert.deepEqual(
    trend!.stretches.map(({ changes, levels }) => [changes, levels.length]),
    [
      [[], 1],
      [[], 1],
    ],
  );
});

test('a figure of 0 is drawn and breaks nothing', () => {
  const [trend] = trendsOf([seriesOn(twentyDays, {}, () => 0)], 'wall');
  assert.deepEqual(trend!.stretches[0]!.levels, [{ start: 0, value: 0 }]);
});
