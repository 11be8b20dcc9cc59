import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { planFor } from '../src/plan/expand.js';
import { parseRunRecord } from '../src/record/run-record.js';
import type { Cell, RunRecord } from '../src/record/run-record.js';
import { estimatePlan, runPlan } from '../src/run-plan.js';
import type { RunEvent } from '../src/run-plan.js';
import { Histogram } from '../src/statistics/histogram.js';
import { tempEntries } from './measure/live-children.js';
import { isLinux, leaveNoProcess, measure, samplesOf, small } from './run-plan/measure.js';
import { fixture } from './workload/fixtures.js';

leaveNoProcess();

function cellOf(cells: readonly Cell[], id: string): Cell {
  const cell = cells.find((candidate) => candidate.id === id);
  assert.ok(cell, `no cell ${id}`);
  return cell;
}

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
    const tasks = samplesOf(cell).reduce((total, { taskMs }) => total + taskMs.count, 0);
    assert.equal(Histogram.fromPairs(cell.taskHistogram ?? []).count, tasks);
    assert.equal(Histogram.fromPairs(cell.waitHistogram ?? []).count, tasks);
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

for (const model of ['worker-pool:2', 'process-pool:2']) {
  test(`under ${model} tasks run elsewhere, and their outputs are the same`, async () => {
    const { record } = await measure(['quick.mjs'], { models: ['event-loop', model] });
    const [loop, pool] = record.cells;
    assert.ok(loop && pool);
    assert.equal(pool.error, null);
    assert.equal(pool.outputsHash, loop.outputsHash);
    assert.ok(pool.processes.every(({ index }, at) => index === at));
  });
}

test('CPU time of child processes counts', { skip: !isLinux }, async () => {
  const options = { models: ['event-loop', 'process-pool:2'], rounds: 4, params: ['limit=3e6'] };
  const { record } = await measure(['quick.mjs'], options);
  const [loop = 0, pool = 0] = record.cells.map((cell) =>
    Math.min(...samplesOf(cell).map(({ cpuMs }) => cpuMs)),
  );
  assert.ok(pool > loop / 2, `${pool} ms in the pool, ${loop} ms on the loop`);
});

test('where the time is used up, the last processes are left out, and the cells say so', async () => {
  const plan = await planFor([fixture('quick.mjs')], { models: ['event-loop'] });
  Object.assign(plan.settings, { processes: 8, minProcesses: 2, budgetMs: 1 });
  const record = await runPlan(plan);
  const [cell] = record.cells;
  assert.ok(cell);
  assert.equal(cell.processes.length, plan.settings.minProcesses);
  assert.ok(cell.processes.every(({ samples }) => samples.length >= plan.settings.minRounds));
  assert.match(cell.warnings.join(), /only 2 processes were measured, then the time was used up/);
});

for (const { precision, processes } of [
  { precision: 1_000, processes: 3 },
  { precision: 1e-9, processes: 5 },
]) {
  test(`a precision of ${precision} takes ${processes} of 3 to 5 processes`, async () => {
    const plan = await planFor([fixture('quick.mjs')], small);
    const limits = { processes: 5, minProcesses: 2, budgetMs: 600_000 };
    Object.assign(plan.settings, { ...limits, precision });
    const { cells } = await runPlan(plan);
    for (const cell of cells) {
      assert.equal(cell.processes.length, processes);
      assert.deepEqual(cell.warnings, []);
    }
  });
}

test('set-up runs once for all cells and processes, and its folder is gone afterwards', async () => {
  const prefix = `with-setup-${randomUUID()}-`;
  const { record } = await measure(['with-setup.mjs'], { params: [`prefix=${prefix}`] });
  assert.ok(record.cells.every(({ error }) => error === null));
  assert.deepEqual(tempEntries(prefix), []);
});

test('what is kept on the way is a run that can be read, marked as interrupted', async () => {
  const kept: RunRecord[] = [];
  const plan = await planFor([fixture('quick.mjs')], small);
  const record = await runPlan(plan, {
    async keep(soFar) {
      kept.push(parseRunRecord(JSON.parse(JSON.stringify(soFar))));
    },
  });
  const [first] = kept;
  assert.deepEqual([first?.id, first?.status], [record.id, 'interrupted']);
  assert.deepEqual(
    first?.cells.map((cell) => samplesOf(cell).length),
    [1, 1],
  );
  assert.equal(record.status, 'complete');
});
