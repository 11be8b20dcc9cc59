import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addRun } from '../../src/history/add-run.js';
import { figuresOf } from '../../src/history/figures.js';
import type { Figures, RunFigures, SeriesKey, StoredVerdict } from '../../src/history/figures.js';
import { holdAgainst } from '../../src/history/hold-against.js';
import type { HeldRun } from '../../src/history/hold-against.js';
import { readPast } from '../../src/history/past.js';
import type { Past } from '../../src/history/past.js';
import { normalNoise } from '../statistics/noise.js';
import { newHistory, onDay, runOf } from './stored-runs.js';

const key: SeriesKey = {
  cellId: 'work/worker-pool:2',
  workload: 'work',
  model: 'worker-pool:2',
  fingerprint: 'desktop',
  nodeMajor: 20,
  settings: 'default',
};
const usual: Figures = {
  wallMs: 100,
  wallLowMs: 99,
  wallHighMs: 101,
  loopDelayP99Ms: 4,
  peakRssBytes: 80e6,
  cpuMsPerTask: 9,
};

/** Runs whose figures all move together, by factors. */
function pastOf(factors: readonly number[], bestModels: readonly string[] = []): Past {
  return {
    series: [
      {
        key,
        points: factors.map((factor, i) => ({
          runId: `run-${i}`,
          startedAt: new Date(onDay(i + 1)),
          commit: null,
          branch: 'main',
          isDirty: false,
          ...scaled(factor),
        })),
      },
    ],
    verdicts: bestModels.map((bestModel) => clear(bestModel)),
  };
}

function scaled(factor: number): Figures {
  return {
    ...usual,
    wallMs: usual.wallMs * factor,
    loopDelayP99Ms: usual.loopDelayP99Ms * factor,
    peakRssBytes: usual.peakRssBytes * factor,
    cpuMsPerTask: usual.cpuMsPerTask * factor,
  };
}

function clear(bestModel: string): StoredVerdict {
  return { workload: 'work', status: 'clear', bestModel };
}

function runWith(figures: Partial<Figures>, verdicts: StoredVerdict[] = []): RunFigures {
  return { cells: [{ ...key, ...usual, ...figures }], verdicts };
}

function outcomes({ cells: [cell] }: HeldRun): string[] {
  return Object.values(cell!.checks).map(({ outcome }) => outcome);
}

const noise = normalNoise(0.02, 5);
const quiet = (runs: number) => Array.from({ length: runs }, () => Math.exp(noise()));

test('a run like those before is usual in every figure', () => {
  const held = holdAgainst(runWith({}), pastOf(quiet(20)));
  assert.deepEqual(outcomes(held), ['usual', 'usual', 'usual', 'usual']);
  const { detectable, runs } = held.cells[0]!.checks.wall;
  assert.ok(runs >= 19 && detectable! > 0.05 && detectable! < 0.2, `${detectable}`);
});

test('each figure is held against its own history', () => {
  const past = pastOf(quiet(20));
  const found = (figures: Partial<Figures>) => outcomes(holdAgainst(runWith(figures), past));
  assert.deepEqual(found({ wallMs: 130 }), ['slower', 'usual', 'usual', 'usual']);
  assert.deepEqual(found({ loopDelayP99Ms: 8 }), ['usual', 'slower', 'usual', 'usual']);
  assert.deepEqual(found({ peakRssBytes: 120e6 }), ['usual', 'usual', 'slower', 'usual']);
  assert.deepEqual(found({ cpuMsPerTask: 5 }), ['usual', 'usual', 'usual', 'faster']);
});

test('loop delays below a millisecond count as equal', () => {
  const past = pastOf(quiet(20).map((factor) => factor * 0.1));
  assert.equal(outcomes(holdAgainst(runWith({ loopDelayP99Ms: 0.95 }), past))[1], 'usual');
});

test('a cell without history, or with too little, is too new to judge', () => {
  const nothing = { series: [], verdicts: [] };
  assert.deepEqual(new Set(outcomes(holdAgainst(runWith({}), nothing))), new Set(['too-few']));
  const short = holdAgainst(runWith({ wallMs: 300 }), pastOf(quiet(9)));
  assert.deepEqual(new Set(outcomes(short)), new Set(['too-few']));
});

test('after a change that stayed, the new level is what is usual', () => {
  const past = pastOf([...quiet(15), ...quiet(12).map((factor) => factor * 1.5)]);
  const found = (wallMs: number) => outcomes(holdAgainst(runWith({ wallMs }), past))[0];
  assert.equal(found(150), 'usual');
  assert.equal(found(190), 'slower');
  assert.equal(found(100), 'faster');
});

test('advice that was the same in run after run and is not now is told', () => {
  const steady = pastOf([], Array<string>(6).fill('worker-pool:2'));
  const now = (bestModel: string, status = 'clear') =>
    holdAgainst(runWith({}, [{ workload: 'work', status, bestModel }]), steady).advice;
  assert.deepEqual(now('event-loop'), [
    { workload: 'work', usual: 'worker-pool:2', now: 'event-loop' },
  ]);
  assert.deepEqual(now('worker-pool:2'), []);
  assert.deepEqual(now('event-loop', 'unclear'), []);
});

test('advice that used to change, or is too young, is not held against a run', () => {
  const run = runWith({}, [clear('event-loop')]);
  const restless = [
    'worker-pool:2',
    'worker-pool:4',
    'worker-pool:2',
    'worker-pool:2',
    'event-loop',
  ];
  assert.deepEqual(holdAgainst(run, pastOf([], restless)).advice, []);
  const young = Array<string>(4).fill('worker-pool:2');
  assert.deepEqual(holdAgainst(run, pastOf([], young)).advice, []);
});

test('of 200 gates of ten cells on unchanged code, seldom one has a suspect', () => {
  const cells = 10;
  const gates = 200;
  let suspects = 0;
  for (let i = 0; i < gates * cells; i++) {
    const { checks } = holdAgainst(runWith({ wallMs: 100 * Math.exp(noise()) }), pastOf(quiet(15)))
      .cells[0]!;
    if (checks.wall.outcome !== 'usual') suspects += 1;
  }
  // The rule's level is 1 % a cell; drift makes it more in practice, simulated noise does not.
  assert.ok(suspects / (gates * cells) < 0.02, `${suspects} of ${gates * cells}`);
});

test('the past of a run is that of its machine, Node and settings, without itself', async (t) => {
  const history = await newHistory(t);
  for (let day = 1; day <= 3; day++) {
    await addRun(history, runOf({ id: `run-${day}`, startedAt: onDay(day) }));
  }
  await addRun(history, runOf({ id: 'laptop', startedAt: onDay(4), fingerprint: 'laptop' }));
  await addRun(history, runOf({ id: 'node', startedAt: onDay(5), node: '22.1.0' }));
  await addRun(history, runOf({ id: 'side', startedAt: onDay(6), branch: 'side' }));

  const past = await readPast(history, runOf({ id: 'run-3', startedAt: onDay(3) }), 'main');
  assert.deepEqual(
    past.series.map(({ key: { cellId }, points }) => [cellId, points.map(({ runId }) => runId)]),
    [
      ['work/event-loop', ['run-1', 'run-2']],
      ['work/worker-pool:2', ['run-1', 'run-2']],
    ],
  );
  assert.deepEqual(past.verdicts, [clear('worker-pool:2'), clear('worker-pool:2')]);
  assert.equal(holdAgainst(figuresOf(runOf()), past).cells.length, 2);
});

test('a run of cells that nobody measured before has no past', async (t) => {
  const history = await newHistory(t);
  assert.deepEqual(await readPast(history, runOf()), { series: [], verdicts: [] });
});
