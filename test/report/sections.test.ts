import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LineChart } from '../../src/report/chart.js';
import type { RunRecord } from '../../src/record/run-record.js';
import { buildReport } from '../../src/report/report.js';
import { Histogram } from '../../src/statistics/histogram.js';
import { judge } from '../../src/verdict/judge.js';
import { buildRecord } from '../verdict/build-record.js';
import { grainRun } from './sample-grain.js';
import { scalingRun } from './sample-ladder.js';
import { payloadRun } from './sample-payload.js';
import { crossoverRun, hostileRun, loadedRun, tradeoffRun } from './sample-run.js';

test('each section opens with its finding', () => {
  const headings = (run: ReturnType<typeof tradeoffRun>) =>
    Object.fromEntries(sectionsOf(run).map(({ id, heading }) => [id, heading]));
  assert.deepEqual(headings(tradeoffRun()), {
    verdict:
      '4 workloads belong in an async pool, 3 in worker threads, 1 on the event loop; 1 unclear',
    trust: 'Nothing speaks against trusting this run',
    'speed-up':
      'sleep gains most: 19.8x with async-pool:20; where more loops are needed, mixed: 3.60x with worker-pool:2x10',
    latency:
      'A flags task waits 558 ms for its turn on the event loop, 39.1 ms with worker-pool:2x10',
    'loop-health':
      'blocking-sleep with event-loop silences the main loop for 1.00 s; 6 of 36 cells exceed 100 ms',
    cost: 'worker-pool:2 takes most memory: 92.0 MB (sleep), 1.51x the event loop’s',
    timeline: 'On one loop sha256 and 3 more take one task at a time, however many are in flight',
    results: 'All results: 36 cells',
    method: 'How this was measured, and what the words mean',
  });
  assert.equal(
    headings(crossoverRun())['crossover'],
    'async-pool:20 is faster than worker-pool:2 up to a CPU share of 49 % (46 % to 53 %); the law says 50 %',
  );
  assert.equal(headings(hostileRun())['trust'], '3 things to know before trusting this run');
});

test('the strip below a crossover tells the fastest of all, and how sure that is', () => {
  const [chart] = lineCharts(crossoverRun());
  const told = chart?.winners?.map(({ look, isSure }) => [look.model, isSure]);
  assert.deepEqual(told?.[0], ['async-pool:20', true]);
  assert.deepEqual(told?.at(-1)?.[0], 'worker-pool:2');
  assert.match(chart?.description ?? '', /Fastest: async-pool:20 from 0 % to /);
});

test('the delay over time is that of the work which blocks its loop longest', () => {
  const charts = lineCharts(tradeoffRun(), 'loop-health');
  const [chart] = charts;
  assert.equal(
    chart?.title,
    'In one batch of blocking-sleep, event-loop keeps a timer waiting for up to 1.00 s',
  );
  const [loop] = chart.lines;
  assert.deepEqual(loop?.curve, [
    { x: 0, y: 0 },
    { x: 0, y: 0 },
    { x: 0, y: 1001 },
    { x: 1001, y: 0 },
    { x: 1001, y: 0 },
  ]);
});

test('a record that does not know its main loop has no delay over time', () => {
  const run = tradeoffRun();
  run.record.cells.forEach((cell) => delete cell.mainLoop);
  assert.deepEqual(lineCharts(run, 'loop-health'), []);
});

test('a crossing is drawn only between models that have a line', () => {
  const run = crossoverRun();
  const [crossing] = run.judgement.crossings;
  run.judgement.crossings.unshift({
    ...crossing!,
    models: ['event-loop', 'worker-pool:2'],
    ahead: 'worker-pool:2',
  });
  const [chart] = lineCharts(run);
  assert.deepEqual(
    chart?.crossings.map(({ label }) => label),
    ['async-pool:20 = worker-pool:2 at 49 %'],
  );
});

test('lines that never cross are said not to', () => {
  const run = crossoverRun();
  run.judgement.crossings = [];
  assert.equal(lineCharts(run)[0]?.title, 'No lines cross over the measured range of CPU share');
});

test('the grain is told by the lengths from which a worker and a process pay', () => {
  const [grain] = sectionsOf(grainRun()).filter(({ id }) => id === 'grain');
  assert.match(
    grain!.heading,
    /^A worker pays from tasks of \S+ µs \(\S+ µs to \S+ µs\), a process from \S+ µs \(\S+ µs to \S+ µs\)$/,
  );
  const [chart] = lineCharts(grainRun());
  assert.equal(chart!.reference, 1);
  assert.deepEqual(
    chart!.x.ticks.map(({ label }) => label),
    ['1 µs', '10 µs', '30 µs', '100 µs', '300 µs', '1 ms', '10 ms', '100 ms'],
  );
  assert.equal(chart!.crossings.length, 4);
  const run = grainRun();
  for (const one of run.judgement.breakEvens) Object.assign(one, { pays: 'nowhere', at: null });
  assert.deepEqual(
    sectionsOf(run)
      .map(({ heading }) => heading)
      .filter((text) => text.startsWith('A worker')),
    ['A worker pays at no measured length, a process at no measured length'],
  );
});

test('a payload is told by what the largest costs to move, each way and model', () => {
  const [payload] = sectionsOf(payloadRun()).filter(({ id }) => id === 'payload');
  assert.match(
    payload!.heading,
    /^16 MB there and back cost \S+ ms cloned, \S+ µs transferred and \S+ µs shared with worker-pool:2; \S+ ms cloned with process-pool:2$/,
  );
  const [chart] = lineCharts(payloadRun());
  assert.deepEqual(
    chart!.lines.map(({ look, points }) => [look.model, look.variant, points.length]),
    [
      ['worker-pool:2 cloned', 0, 5],
      ['process-pool:2 cloned', 0, 5],
      ['worker-pool:2 transferred', 1, 5],
      ['worker-pool:2 shared', 2, 5],
    ],
  );
});

test('the command to measure again asks for all that was asked for', () => {
  const run = buildRecord({
    workloads: [{ loopShare: 1, cpuShare: 1, models: { 'event-loop': 1 } }],
  });
  const { command } = buildReport(run, judge(run));
  assert.equal(command, 'npx loop-or-pool run synthetic --seed 1');
  const given = {
    models: ['event-loop', 'worker-pool:2 chunkSize=1'],
    params: ['ms=5', "name=it's"],
    tasks: 4,
    precision: 0.03,
    budgetMs: 90_000,
  };
  const asked: RunRecord = { ...run, suite: { ...run.suite, given } };
  assert.equal(
    buildReport(asked, judge(asked)).command,
    "npx loop-or-pool run synthetic --models 'event-loop,worker-pool:2 chunkSize=1' --tasks 4 " +
      String.raw`--param ms=5 --param 'name=it'\''s' --precision 3% --budget 90s --seed 1`,
  );
});

test('the cost of a queue stands in columns of its own, where there is one', () => {
  const costs = (run: RunRecord) =>
    buildReport(run, judge(run))
      .sections.filter(({ id }) => id === 'cost')
      .flatMap(({ blocks }) => blocks.flatMap((one) => (one.kind === 'table' ? [one.table] : [])))
      .find(({ id }) => id === 'cost')!;
  const queueKeys = ['handOverMs', 'returnMs', 'paysFromMs'];
  assert.ok(!costs(tradeoffRun().record).columns.some(({ key }) => queueKeys.includes(key)));

  const histogram = new Histogram();
  histogram.add(2);
  const queue = {
    handOverHistogram: histogram.toPairs(),
    returnHistogram: histogram.toPairs(),
    hosts: [],
  };
  const run = buildRecord({
    workloads: [{ loopShare: 1, cpuShare: 1, models: { 'event-loop': 1, 'queue:2': 1.5 } }],
  });
  for (const process of run.cells[1]!.processes) process.queue = queue;
  const { columns, rows } = costs(run);
  const shown = queueKeys.map((key) => {
    const index = columns.findIndex((column) => column.key === key);
    return rows.map(({ cells }) => cells[index]?.text);
  });
  assert.deepEqual(shown, Array(3).fill(['–', '2.01 ms']));
});

test('a ladder of sizes is one line for each kind of pool, by tasks in flight', () => {
  const [scaling] = sectionsOf(scalingRun()).filter(({ id }) => id === 'scaling');
  assert.match(
    scaling!.heading,
    /^sleep: (async|worker)-pool still gains at 16 \S+.*, 13.\dx; sha256: worker-pool peaks at 2 workers, 1.9\dx, and falls to 1.7\dx$/,
  );
  const charts = lineCharts(scalingRun()).filter(({ id }) => id.startsWith('scaling-'));
  assert.deepEqual(
    charts.map(({ id }) => id),
    ['scaling-sleep', 'scaling-sha256'],
  );
  for (const { lines } of charts) {
    assert.deepEqual(
      lines.map(({ look, points }) => [look.model, points.map(({ x }) => x)]),
      [
        ['async-pool:n', [1, 2, 4, 8, 16]],
        ['worker-pool:k', [1, 2, 4, 8, 16]],
      ],
    );
  }
});

test('the quantiles of the workload that the heading is about are drawn, waiting beside running', () => {
  const plots = lineCharts(tradeoffRun()).filter(({ id }) => id.startsWith('latency-'));
  assert.deepEqual(
    plots.map(({ id }) => id),
    ['latency-flags'],
  );
  const [first] = plots[0]?.lines ?? [];
  assert.ok((first?.points.length ?? 0) > 5 && (first?.bounds.length ?? 0) > 5);
  // 480 tasks back the 97.9th percentile, not the 99th.
  assert.ok((first?.points.at(-1)?.x ?? 0) <= 48);
});

test('without histograms there is no quantile plot, and nothing is made up', () => {
  const run = tradeoffRun();
  for (const cell of run.record.cells) {
    delete cell.taskHistogram;
    delete cell.waitHistogram;
  }
  assert.deepEqual(lineCharts(run, 'latency'), []);
});

test('offered load opens with what the rate does to latency, beside what a task runs for', () => {
  const section = sectionsOf(loadedRun()).find(({ id }) => id === 'offered-load');
  assert.equal(
    section?.heading,
    'At 40 tasks/s a sha256 task with event-loop takes 81.3 ms (p90) from when it was due, though it runs for 11.3 ms, and 3 % are dropped',
  );
  assert.equal(section.blocks.filter(({ kind }) => kind === 'chart').length, 2);
  assert.equal(
    sectionsOf(tradeoffRun()).some(({ id }) => id === 'offered-load'),
    false,
  );
});

test('where the law of scalability fits it is drawn, else the table says why not', () => {
  const [sleep, sha256] = lineCharts(scalingRun());
  assert.ok(sleep!.lines.every(({ curve }) => curve !== undefined));
  assert.deepEqual(
    sha256!.lines.map(({ curve }) => curve === undefined),
    [false, true],
  );
  assert.deepEqual(
    sha256!.crossings.map(({ label }) => label),
    ['2 CPUs'],
  );
});

function sectionsOf({ record, judgement }: ReturnType<typeof tradeoffRun>) {
  return buildReport(record, judgement).sections;
}

function lineCharts(run: ReturnType<typeof tradeoffRun>, section?: string): LineChart[] {
  const wanted = sectionsOf(run).filter(({ id }) => section === undefined || id === section);
  return wanted.flatMap(({ blocks }) =>
    blocks.flatMap((block) =>
      block.kind === 'chart' && block.chart.kind === 'lines' ? [block.chart] : [],
    ),
  );
}
