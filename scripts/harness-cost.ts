/**
 * What measuring costs: batches of about 100 ms as the harness takes them, with times of each task,
 * probes of the loop, CPU and memory, against the same batches through a bare executor.
 *
 *     node dist/scripts/harness-cost.js [pairs]
 *
 * Both share a process and an executor, and take turns in an order shuffled by pair.
 */
import { openExecutor } from '../src/executors/catalog.js';
import type { Executor } from '../src/executors/executor.js';
import { monotonicMs } from '../src/measure/clock.js';
import { MeasuredCell } from '../src/measure/measured-cell.js';
import { randomIndex, seededRandom } from '../src/statistics/random.js';
import { median, quantileOfSorted } from '../src/statistics/quantile.js';
import { run as compute } from './harness-cost/compute.js';
import { run as wait } from './harness-cost/wait.js';

interface Contest {
  work: 'compute' | 'wait';
  model: string;
  workers: number;
  concurrency: number;
  tasks: number;
  bare: (params: never) => unknown;
  params: Record<string, number>;
}

const computing = { work: 'compute', bare: compute, params: { steps: 4_000_000 } } as const;
const waiting = { work: 'wait', bare: wait, params: { ms: 100 } } as const;
const contests: Contest[] = [
  { ...computing, model: 'event-loop', workers: 1, concurrency: 1, tasks: 20 },
  { ...computing, model: 'worker-pool:2', workers: 2, concurrency: 1, tasks: 40 },
  { ...waiting, model: 'async-pool:20', workers: 1, concurrency: 20, tasks: 20 },
];
const pairs = Number(process.argv[2] ?? 40);
const random = seededRandom(1, 'harness-cost');

for (const contest of contests) {
  const { bare, measured } = await measure(contest);
  const ratios = bare.map((ms, pair) => Math.log((measured[pair] ?? NaN) / ms));
  const [low, high] = medianInterval(ratios).map(asPercent);
  console.log(
    `${contest.work} ${contest.model}: bare ${median(bare).toFixed(1)} ms, measured ` +
      `${median(measured).toFixed(1)} ms, cost ${asPercent(median(ratios))} [${low} .. ${high}]`,
  );
}

async function measure(contest: Contest): Promise<{ bare: number[]; measured: number[] }> {
  const { work, model, workers, concurrency, tasks, params } = contest;
  await using executor = await openExecutor(model);
  const open = { model, workers, concurrency, executor, startupMs: 0 };
  const moduleUrl = new URL(`./harness-cost/${work}.js`, import.meta.url).href;
  const cell = await MeasuredCell.load(
    { ...open, startAllWorkers: () => Promise.resolve(0) },
    { moduleUrl, params, context: null, tasks, chunkSize: 'auto' },
  );
  while (!(await cell.warmUp({ limitMs: 1_000, cpuLimitMs: 1_000 })).isWarm);
  await bareBatch(executor, contest);

  const times = { bare: [] as number[], measured: [] as number[] };
  const turns = {
    bare: async () => times.bare.push(await bareBatch(executor, contest)),
    measured: async () =>
      times.measured.push((await cell.sample({ round: 0, leastMs: 10 })).sample.wallMs),
  };
  for (let pair = 0; pair < pairs; pair += 1) {
    const order = [turns.bare, turns.measured];
    for (const turn of randomIndex(random, 2) === 0 ? order : order.reverse()) await turn();
  }
  return times;
}

async function bareBatch(executor: Executor, { bare, params, tasks }: Contest): Promise<number> {
  const inputs = Array.from({ length: tasks }, () => params as never);
  const startMs = monotonicMs();
  for await (const result of executor.map(bare, inputs)) void result;
  return monotonicMs() - startMs;
}

/** 95 % of the median, by order statistics (David and Nagaraja, Order Statistics, section 7.1). */
function medianInterval(values: readonly number[]): [low: number, high: number] {
  const sorted = Float64Array.from(values).sort();
  const half = 0.98 / Math.sqrt(sorted.length);
  return [
    quantileOfSorted(sorted, Math.max(0, 0.5 - half)),
    quantileOfSorted(sorted, Math.min(1, 0.5 + half)),
  ];
}

function asPercent(logRatio: number): string {
  return `${(Math.expm1(logRatio) * 100).toFixed(2)} %`;
}
