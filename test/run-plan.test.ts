import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, test } from 'node:test';
import { planFor } from '../src/plan/expand.js';
import type { PlanOptions } from '../src/plan/expand.js';
import type { Cell } from '../src/record/run-record.js';
import { parseRunRecord } from '../src/record/run-record.js';
import { estimatePlan, runPlan } from '../src/run-plan.js';
import type { RunEvent } from '../src/run-plan.js';
import { Histogram } from '../src/statistics/histogram.js';
import { remainingProcesses, tempEntries } from './measure/live-children.js';
import { fixture } from './workload/fixtures.js';

const isLinux = process.platform === 'linux';
const marker = `run-plan-test-${randomUUID()}`;
process.env['LOOP_OR_POOL_TEST_MARKER'] = marker;

const small: PlanOptions = {
  models: ['event-loop', 'async-pool:4'],
  tasks: 4,
  processes: 2,
  rounds: 2,
  seed: 1,
};

async function measure(files: string[], options: PlanOptions = {}, signal?: AbortSignal) {
  const plan = await planFor(
    files.map((file) => fixture(file)),
    { ...small, ...options },
  );
  const events: RunEvent[] = [];
  const onEvent = (event: RunEvent) => void events.push(event);
  const record = await runPlan(plan, signal ? { onEvent, signal } : { onEvent });
  // What is written must be readable again: it is checked as a reader would.
  return { record: parseRunRecord(JSON.parse(JSON.stringify(record))), events, plan };
}

function cellOf(cells: readonly Cell[], id: string): Cell {
  const cell = cells.find((candidate) => candidate.id === id);
  assert.ok(cell, `no cell ${id}`);
  return cell;
}

const samplesOf = ({ processes }: Cell) => processes.flatMap(({ samples }) => samples);

afterEach(async () => {
  if (isLinux) assert.deepEqual(await remainingProcesses(marker), []);
});

test('every cell is measured in so many processes and rounds, and nothing derived is stored', async () => {
  const { record } = await measure(['quick.mjs']);
  assert.equal(record.status, 'complete');
  assert.equal(record.seed, 1);
  assert.equal(record.cells.length, 2);
  for (const cell of record.cells) {
    assert.equal(cell.error, null);
    assert.deepEqual(
      cell.processes.map(({ index, samples }) => [index, samples.map(({ round }) => round)]),
      [
        [0, [0, 1]],
        [1, [0, 1]],
      ],
    );
    assert.equal(cell.spans.length, 4);
    for (const { submitted, started, finished } of cell.spans) {
      assert.ok(submitted <= started && started <= finished);
    }
    for (const sample of samplesOf(cell)) {
      assert.ok(sample.wallMs > 0 && sample.cpuMs > 0 && sample.peakRssBytes > 0);
      assert.equal(sample.taskMs.count, 4 * sample.repetitions);
      assert.ok(sample.taskMs.p50 <= sample.taskMs.max);
    }
    for (const { samples, taskHistogram, waitHistogram } of cell.processes) {
      const tasks = samples.reduce((total, { taskMs }) => total + taskMs.count, 0);
      assert.equal(Histogram.fromPairs(taskHistogram ?? []).count, tasks);
      assert.equal(Histogram.fromPairs(waitHistogram ?? []).count, tasks);
    }
  }
  const [loop, pool] = record.cells;
  assert.equal(loop?.outputsHash, pool?.outputsHash);
});

test('tasks overlap as far as the model lets them', async () => {
  const { record } = await measure(['waits.mjs']);
  const lanesOf = (id: string) =>
    new Set(cellOf(record.cells, id).spans.map(({ lane }) => lane)).size;
  const overlaps = (id: string) => {
    const { spans } = cellOf(record.cells, id);
    return spans.filter((a) =>
      spans.some((b) => a !== b && a.started < b.finished && b.started < a.finished),
    );
  };
  assert.equal(lanesOf('waits/event-loop'), 1);
  assert.equal(overlaps('waits/event-loop').length, 0);
  assert.equal(lanesOf('waits/async-pool:4'), 4);
  assert.equal(overlaps('waits/async-pool:4').length, 4);
});

test('beside the batches, tasks are offered at the rate that is asked for', async () => {
  const load = { rate: 200, arrivals: 'constant' } as const;
  const { record } = await measure(['waits.mjs'], { load });
  assert.deepEqual(record.load, { ...load, patienceMs: 1_000 });
  for (const { offered } of record.cells.flatMap(({ processes }) => processes)) {
    // Two rounds of four tasks, the last of which is due 20 ms after the start.
    assert.equal(offered?.tasks, 8);
    assert.ok(offered.spanMs >= 40);
    const { count } = Histogram.fromPairs(offered.serviceHistogram);
    assert.equal(count + offered.dropped, 8);
    assert.equal(Histogram.fromPairs(offered.latencyHistogram).count, 8);
  }
});

test('the events tell the whole story, in order', async () => {
  const { events, plan, record } = await measure(['quick.mjs']);
  const [first] = events;
  assert.deepEqual(first, {
    kind: 'started',
    cells: 2,
    plannedMs: estimatePlan(plan),
    seed: 1,
  });
  assert.equal(events.at(-1)?.kind, 'finished');
  const sampled = events.filter((event) => event.kind === 'sampled');
  assert.equal(sampled.length, record.cells.flatMap(samplesOf).length);
  const shares = sampled.map(({ doneShare }) => doneShare);
  assert.ok(shares.every((share) => share >= 0 && share <= 1));
  const finished = events.filter((event) => event.kind === 'cell-finished');
  assert.deepEqual(
    finished.map(({ finishedCells, cells }) => [finishedCells, cells]),
    [
      [1, 2],
      [2, 2],
    ],
  );
});

test('the same seed takes the cells in the same order, and rounds differ in theirs', async () => {
  const orderOf = ({ events }: { events: RunEvent[] }) =>
    events.flatMap((event) => (event.kind === 'sampled' ? [event.cellId] : []));
  const options = { rounds: 8, processes: 1, seed: 5 };
  const one = orderOf(await measure(['quick.mjs'], options));
  assert.deepEqual(one, orderOf(await measure(['quick.mjs'], options)));
  const rounds = Array.from({ length: 8 }, (_, round) =>
    one.slice(2 * round, 2 * round + 2).join(),
  );
  assert.equal(new Set(rounds).size, 2);
});

const failures: [file: string, kind: string, message: RegExp, stack?: RegExp][] = [
  ['throws.mjs', 'threw', /RangeError: no luck today/, /throws\.mjs/],
  ['exits.mjs', 'exited', /exit code 7/],
  ['crashes.mjs', 'exited', /exit code 1/, /crashed outside of any task/],
  ['wrong.mjs', 'wrong-output', /expected 2, received 1/],
  ['wavers.mjs', 'outputs-differ', /outputs (changed|differ)/],
  ['setup-throws.mjs', 'threw', /in its set-up: .*no server to be had/],
];

for (const [file, kind, message, stack] of failures) {
  test(`${file} fails as '${kind}', and the other workload is measured`, async () => {
    const { record, events } = await measure([file, 'quick.mjs']);
    const [failed, others] = [record.cells.slice(0, 2), record.cells.slice(2)];
    for (const { error } of failed) {
      assert.equal(error?.kind, kind, error?.message);
      assert.match(error.message, message);
      if (stack) assert.match(error.stack ?? '', stack);
    }
    for (const cell of others) {
      assert.equal(cell.error, null);
      assert.equal(samplesOf(cell).length, 4);
    }
    const told = events.flatMap((event) => (event.kind === 'cell-failed' ? [event.cellId] : []));
    assert.deepEqual(told.sort(), failed.map(({ id }) => id).sort());
  });
}

for (const file of ['hangs.mjs', 'spins.mjs', 'setup-hangs.mjs']) {
  test(`${file} is given up after the time limit`, async () => {
    const { record } = await measure([file], { models: ['event-loop'], timeLimitMs: 500 });
    assert.equal(record.cells[0]?.error?.kind, 'timed-out');
    assert.match(record.cells[0].error.message, /took longer than 0\.5 s/);
  });
}

for (const model of ['worker-pool:2', 'process-pool:2']) {
  test(`under ${model} tasks run elsewhere, and their outputs are the same`, async () => {
    const { record } = await measure(['quick.mjs'], { models: ['event-loop', model] });
    const [loop, pool] = record.cells;
    assert.ok(loop && pool);
    assert.equal(pool.error, null);
    assert.equal(pool.outputsHash, loop.outputsHash);
    assert.ok(pool.processes.every(({ index }, at) => index === at));
  });

  test(`a worker of ${model} that exits is told as such`, async () => {
    const { record } = await measure(['exits.mjs'], { models: [model] });
    assert.equal(record.cells[0]?.error?.kind, 'exited');
    assert.match(record.cells[0].error.message, /exit code 7/);
  });

  test(`a worker of ${model} that never yields is killed with its cell`, async () => {
    const { record } = await measure(['spins.mjs'], { models: [model], timeLimitMs: 2_000 });
    assert.equal(record.cells[0]?.error?.kind, 'timed-out');
  });
}

test('a cell whose outputs differ from those of the event loop has failed', async () => {
  const { record } = await measure(['differs.mjs'], { models: ['event-loop', 'worker-pool:2'] });
  const [loop, pool] = record.cells;
  assert.equal(loop?.error, null);
  assert.equal(pool?.error?.kind, 'outputs-differ');
  assert.ok(samplesOf(pool).length > 0);
});

test('CPU time of child processes counts', { skip: !isLinux }, async () => {
  const options = { models: ['event-loop', 'process-pool:2'], rounds: 4, params: ['limit=3e6'] };
  const { record } = await measure(['quick.mjs'], options);
  const [loop = 0, pool = 0] = record.cells.map((cell) =>
    Math.min(...samplesOf(cell).map(({ cpuMs }) => cpuMs)),
  );
  assert.ok(pool > loop / 2, `${pool} ms in the pool, ${loop} ms on the loop`);
});

test('a cell that fails later keeps what it measured before, and is not tried again', async () => {
  const { record } = await measure(['fails-later.mjs'], { models: ['event-loop'], rounds: 8 });
  const [cell] = record.cells;
  assert.ok(cell);
  assert.equal(cell.error?.kind, 'threw');
  assert.deepEqual(
    cell.processes.map(({ samples }) => samples.length),
    [2],
  );
});

test('where the time is used up, the last processes are left out, and the cells say so', async () => {
  const plan = await planFor([fixture('quick.mjs')], { models: ['event-loop'], budgetMs: 1 });
  const record = await runPlan(plan);
  const [cell] = record.cells;
  assert.ok(cell);
  assert.equal(cell.processes.length, plan.settings.minProcesses);
  assert.ok(cell.processes.every(({ samples }) => samples.length >= plan.settings.minRounds));
  assert.match(cell.warnings.join(), /2 of 3 processes were measured, then the time was used up/);
});

test('set-up runs once for all cells and processes, and its folder is gone afterwards', async () => {
  const prefix = `with-setup-${randomUUID()}-`;
  const { record } = await measure(['with-setup.mjs'], { params: [`prefix=${prefix}`] });
  assert.ok(record.cells.every(({ error }) => error === null));
  assert.deepEqual(tempEntries(prefix), []);
});

test('what a workload starts and does not end is ended with its process', async () => {
  const options = { models: ['event-loop'], tasks: 1, rounds: 1, processes: 1 };
  const { record } = await measure(['leaves-child.mjs'], options);
  assert.equal(record.cells[0]?.error, null);
});

test('teardown runs after a failure as well', async () => {
  const prefix = `with-setup-${randomUUID()}-`;
  const params = [`prefix=${prefix}`, 'failing=true'];
  const { record } = await measure(['with-setup.mjs'], { params });
  assert.ok(record.cells.every(({ error }) => error?.kind === 'threw'));
  assert.deepEqual(tempEntries(prefix), []);
});

test('an abort in the middle of a sample ends the run with what there is', async () => {
  const prefix = `with-setup-${randomUUID()}-`;
  const plan = await planFor([fixture('with-setup.mjs'), fixture('quick.mjs')], {
    ...small,
    rounds: 1_000,
    params: [`prefix=${prefix}`],
  });
  const controller = new AbortController();
  let sampled = 0;
  const record = await runPlan(plan, {
    signal: controller.signal,
    onEvent({ kind }) {
      if (kind === 'sampled' && (sampled += 1) === 5) controller.abort();
    },
  });
  assert.equal(record.status, 'interrupted');
  assert.ok(record.cells.every(({ error }) => error === null));
  assert.equal(record.cells.flatMap(samplesOf).length, 5);
  assert.deepEqual(tempEntries(prefix), []);
});

for (const [file, what] of [
  ['spins.mjs', 'a task that holds its loop for ever'],
  ['setup-hangs.mjs', 'a set-up that never ends'],
] as const) {
  test(`an abort does not wait for ${what}`, async () => {
    const plan = await planFor([fixture(file)], { ...small, timeLimitMs: 600_000 });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 500);
    const record = await runPlan(plan, { signal: controller.signal });
    assert.equal(record.status, 'interrupted');
    assert.ok(record.cells.every(({ error }) => error === null));
  });
}

test('a run that is aborted before it starts measures nothing', async () => {
  const { record } = await measure(['quick.mjs'], {}, AbortSignal.abort());
  assert.equal(record.status, 'interrupted');
  assert.deepEqual(record.cells.flatMap(samplesOf), []);
});

const killed = 'a parent that is killed leaves no process behind, not even one that never yields';
test(killed, { skip: !isLinux }, async () => {
  const beganFile = join(tmpdir(), `spins-${randomUUID()}`);
  const script = new URL('./measure/run-in-child.js', import.meta.url);
  const parent = fork(script, [fixture('spins.mjs'), `beganFile=${beganFile}`]);
  while (!existsSync(beganFile)) await delay(20);
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  rmSync(beganFile);
  assert.deepEqual(await remainingProcesses(marker, 30_000), []);
});
