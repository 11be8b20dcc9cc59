/** A run as it could have been measured, small enough to read and the same each time. */
import type { Cell, RunRecord, Sample } from '../../src/record/run-record.js';
import type {
  CellResult,
  Comparison,
  Estimate,
  Judgement,
  WorkloadJudgement,
} from '../../src/verdict/verdict.js';
import { Histogram } from '../../src/statistics/histogram.js';
import { tradeoff } from './sample-figures.js';
import type { Figures } from './sample-figures.js';
import { mainLoop, spans } from './sample-trace.js';

const models = ['event-loop', 'async-pool:20', 'worker-pool:2', 'worker-pool:2x10'] as const;

/** The default suite: nine workloads under four models. */
export function tradeoffRun(): { record: RunRecord; judgement: Judgement } {
  return run('tradeoff', tradeoff);
}

/** `mixed` at eleven CPU shares: the async pool falls, the worker pool stays. */
export function crossoverRun(): { record: RunRecord; judgement: Judgement } {
  const shares = Array.from({ length: 11 }, (_, index) => index / 10);
  const figures = shares.map((share): Figures => {
    const bounds: Figures['bounds'] = [Math.min(20, 1 / share), 2, Math.min(20, 2 / share)];
    return {
      key: `mixed(cpuShare=${share})`,
      name: 'mixed',
      claimed: 'mixed',
      measured: share < 0.1 ? 'io-bound' : share > 0.9 ? 'cpu-bound' : 'mixed',
      loopShare: share,
      cpuShare: share,
      wallMs: 400,
      speedUps: [bounds[0] * 0.95, 1.92, bounds[2] * 0.88],
      bounds,
      params: { cpuShare: share },
      best: share < 0.5 ? 'async-pool:20' : 'worker-pool:2',
      reason: `At a CPU share of ${share * 100} % one loop is ${share < 0.5 ? 'enough' : 'too few'}.`,
    };
  });
  const { record, judgement } = run('crossover', figures);
  record.suite.picture = 'crossover';
  record.suite.sweptParam = 'cpuShare';
  judgement.crossings.push({
    workload: 'mixed',
    param: 'cpuShare',
    models: ['async-pool:20', 'worker-pool:2'],
    at: { value: 0.49, low: 0.46, high: 0.53, count: 11 },
    ahead: 'async-pool:20',
    predicted: 0.5,
  });
  return { record, judgement };
}

/** A run of these workloads under the four models. */
export function run(
  suite: string,
  figures: Figures[],
): { record: RunRecord; judgement: Judgement } {
  const record: RunRecord = {
    schema: 'loop-or-pool/run@1',
    id: '2026-11-22T16-49-34Z',
    startedAt: '2026-11-22T16:49:34.000Z',
    finishedAt: '2026-11-22T16:50:48.000Z',
    status: 'complete',
    seed: 42,
    tool: { name: 'loop-or-pool', version: '0.1.0' },
    source: { commit: 'a1b2c3d', branch: 'main', dirty: false },
    suite: { name: suite, description: '', picture: 'speed-up', sweptParam: null },
    settings: {
      preset: 'default',
      processes: 3,
      minProcesses: 2,
      minRounds: 3,
      maxRounds: 10,
      budgetMs: 90_000,
      precision: 0.05,
      timeLimitMs: 60_000,
    },
    environment: {
      fingerprint: 'linux-x64-2cpu-epyc-8gb',
      os: 'linux',
      osRelease: '6.1.0',
      arch: 'x64',
      cpuModel: 'AMD EPYC 7B13',
      cpus: 2,
      cpuQuota: 2,
      memoryBytes: 8_232_116_224,
      node: 'v20.20.2',
      v8: '11.3.244.8',
      uvThreadpoolSize: 4,
      loadAverage: 0.12,
      timerResolutionNs: 42,
    },
    cells: figures.flatMap((workload) => models.map((_, index) => recordedCell(workload, index))),
  };
  const workloads = figures.map(judgedWorkload);
  return {
    record,
    judgement: {
      workloads,
      crossings: [],
      breakEvens: [],
      scalings: [],
      moveCosts: [],
      warnings: [],
    },
  };
}

function recordedCell(figures: Figures, index: number): Cell {
  const model = models[index] ?? 'event-loop';
  const concurrency = [1, 20, 1, 10][index] ?? 1;
  const workers = index < 2 ? 1 : 2;
  const wallMs = figures.wallMs / speedUpOf(figures, index);
  return {
    id: `${figures.key}/${model}`,
    workload: {
      key: figures.key,
      name: figures.name ?? figures.key,
      description: `describes ${figures.key}`,
      nature: figures.claimed,
      params: figures.params ?? {},
    },
    model,
    workers,
    concurrency,
    tasks: 20,
    processes: [0, 1, 2].map((process) => ({
      index: process,
      startupMs: 2 + workers * 30,
      idleRssBytes: 50e6 + workers * 12e6,
      samples: Array.from({ length: 8 }, (_, round) => sample(wallMs, round, figures)),
    })),
    taskHistogram: histogram(Array.from({ length: 480 }, () => wallMs / 20)),
    waitHistogram: histogram(
      Array.from({ length: 480 }, (_, task) => (wallMs * (task % 160)) / 160),
    ),
    spans: spans(wallMs, workers * concurrency, workers === 1 && figures.loopShare >= 0.9),
    mainLoop: mainLoop(wallMs, workers === 1 && figures.loopShare >= 0.9),
    outputsHash: 'sha256-of-the-outputs',
    warnings: [],
    error: null,
  };
}

function histogram(times: number[]): number[] {
  const counted = new Histogram();
  times.forEach((ms) => counted.add(ms));
  return counted.toPairs();
}

function sample(wallMs: number, round: number, figures: Figures): Sample {
  const jittered = wallMs * (1 + ((round * 7) % 5) / 200);
  const times = { p50: jittered / 20, p90: null, p99: null, max: jittered / 18, count: 20 };
  return {
    round,
    wallMs: jittered,
    repetitions: 1,
    cpuMs: jittered * figures.cpuShare,
    loopShare: figures.loopShare,
    loopDelayMs: { p50: 1, p99: jittered * figures.loopShare, max: jittered * figures.loopShare },
    peakRssBytes: 92_000_000,
    gcMs: jittered * 0.004,
    taskMs: times,
    waitMs: { ...times, p50: jittered / 2 },
  };
}

function judgedWorkload(figures: Figures): WorkloadJudgement {
  const bestIndex = models.findIndex((model) => model === figures.best);
  const choice = (index: number) => ({
    model: models[index] ?? 'event-loop',
    speedUp: estimate(speedUpOf(figures, index)),
  });
  return {
    key: figures.key,
    name: figures.name ?? figures.key,
    description: `describes ${figures.key}`,
    params: figures.params ?? {},
    nature: {
      measured: figures.measured,
      claimed: figures.claimed,
      loopShare: estimate(figures.loopShare),
      cpuShare: estimate(figures.cpuShare),
      warning: null,
    },
    cells: models.map((_, index) => judgedCell(figures, index)),
    verdict: {
      status: figures.unclear ? 'unclear' : 'clear',
      best: choice(bestIndex),
      runnerUp: choice(bestIndex === 3 ? 1 : 3),
      tiedWith: bestIndex === 2 ? ['worker-pool:2x10'] : [],
      reason: figures.reason,
      flips: [],
    },
  };
}

function judgedCell(figures: Figures, index: number): CellResult {
  const model = models[index] ?? 'event-loop';
  const speedUp = speedUpOf(figures, index);
  const wallMs = figures.wallMs / speedUp;
  const isBlocked = figures.loopShare > 0.9 && index < 2;
  return {
    id: `${figures.key}/${model}`,
    model,
    tasks: 20,
    failure: null,
    warnings: [],
    numbers: {
      wallMs: estimate(wallMs),
      tasksPerSecond: estimate(20_000 / wallMs),
      speedUp: index === 0 ? { value: 1, low: 1, high: 1, count: 24 } : estimate(speedUp),
      comparison: comparison(speedUp, index),
      bound: {
        ...estimate(boundOf(figures, index)),
        limitedBy: index === 1 ? 'loop' : 'concurrency',
      },
      cpuMsPerTask: (figures.wallMs * figures.cpuShare) / 20,
      loopShare: index < 2 ? figures.loopShare : 0.01,
      loopDelayMs: { p50: 1, p99: isBlocked ? wallMs : 2.1, max: isBlocked ? wallMs : 4 },
      peakRssBytes: index < 2 ? 61_000_000 : 92_000_000,
      gcShare: 0.004,
      startupMs: index < 2 ? 2 : 62,
      idleRssBytes: index < 2 ? 55_000_000 : 74_000_000,
      resources: {
        systemShare: 0.06,
        voluntarySwitchesPerTask: 1.5,
        involuntarySwitchesPerTask: 0.25,
        starvedShare: 0.01,
      },
    },
  };
}

function comparison(speedUp: number, index: number): Comparison {
  if (index === 0) return 'reference';
  if (speedUp > 1.08) return 'faster';
  if (speedUp < 0.92) return 'slower';
  return speedUp > 1.01 ? 'unclear' : 'same';
}

function speedUpOf(figures: Figures, index: number): number {
  return index === 0 ? 1 : (figures.speedUps[index - 1] ?? 1);
}

function boundOf(figures: Figures, index: number): number {
  return index === 0 ? 1 : (figures.bounds[index - 1] ?? 1);
}

export function estimate(value: number): Estimate {
  return { value, low: value * 0.97, high: value * 1.03, count: 24 };
}

/** Two workloads whose tasks were offered at 40 per second as well: the first model falls behind. */
export function loadedRun(): { record: RunRecord; judgement: Judgement } {
  const { record, judgement } = run('tradeoff', tradeoff.slice(4, 6));
  record.load = { rate: 40, arrivals: 'poisson', patienceMs: 1_000 };
  for (const { model, processes } of record.cells) {
    const delay = model === 'event-loop' ? 8 : 1;
    const times = (from: number) =>
      histogram(Array.from({ length: 200 }, (_, task) => from + ((task % 50) * delay) / 5));
    for (const process of processes) {
      process.offered = {
        tasks: 200,
        dropped: model === 'event-loop' ? 6 : 0,
        late: model === 'event-loop' ? 90 : 0,
        spanMs: 5_200,
        latencyHistogram: times(11),
        waitHistogram: times(0),
        serviceHistogram: histogram(Array.from({ length: 200 }, () => 11)),
      };
    }
  }
  return { record, judgement };
}

/** Interrupted, with a failed cell, doubts, and names that try to be markup or formulas. */
export function hostileRun(): { record: RunRecord; judgement: Judgement } {
  const { record, judgement } = renamedRun('</script><img onerror=alert(1)>|*`', '=cmd|"1,2":2');
  record.status = 'interrupted';
  const failure = { kind: 'threw' as const, message: 'Error: <b>no such file</b>' };
  const cell = record.cells[1];
  const result = judgement.workloads[0]?.cells[1];
  if (!cell || !result) throw new Error('the sample run has lost its cells');
  Object.assign(cell, { error: failure, processes: [], spans: [], outputsHash: null });
  Object.assign(result, { failure, numbers: null });
  judgement.workloads[1]?.cells[2]?.warnings.push(
    'speed-up is far below its bound: raise UV_THREADPOOL_SIZE',
  );
  judgement.warnings.push(
    'The run was interrupted: cells have fewer samples than planned, or none. Run it again to the end.',
    'The machine was busy at the start. Close other programs and measure again.',
  );
  return { record, judgement };
}

/** Two workloads, the first of which and one model of which bear the given names. */
export function renamedRun(
  workload: string,
  model: string,
): { record: RunRecord; judgement: Judgement } {
  const figures = tradeoff
    .slice(0, 2)
    .map((item, index) => (index === 0 ? { ...item, key: workload } : item));
  const { record, judgement } = run('tradeoff', figures);
  for (const cell of [...record.cells, ...judgement.workloads.flatMap(({ cells }) => cells)]) {
    if (cell.model === 'worker-pool:2') cell.model = model;
  }
  return { record, judgement };
}
