/** Run records whose right answers are known, because speed-ups, L and U are what one says they are. */
import type { Cell, CellFailure, RunRecord, Sample } from '../../src/record/run-record.js';
import { seededRandom, type Random } from '../../src/statistics/random.js';

export interface RecordShape {
  workloads: WorkloadShape[];
  processes?: number;
  rounds?: number;
  /** Standard deviations of ln(wall): from process to process, and from round to round. */
  noise?: { process: number; round: number };
  cpus?: number;
  seed?: number;
  sweptParam?: string;
  /** Default: `crossover` for a sweep, else `speed-up`. */
  picture?: RunRecord['suite']['picture'];
}

export interface WorkloadShape {
  name?: string;
  claim?: 'cpu' | 'io' | 'mixed';
  params?: Record<string, number | string>;
  /** Busy share of its loop and CPUs of one task alone. */
  loopShare: number;
  cpuShare: number;
  /** Wall time of one task alone. Default 10. */
  taskMs?: number;
  /** Speed-up over one task at a time, by model; a failure for a cell that failed. */
  models: Record<string, number | CellFailure>;
  /** CPU time of a task as a multiple of that alone, by model. Default 1. */
  cpuInflation?: Record<string, number>;
}

const TASKS = 20;

export function buildRecord(shape: RecordShape): RunRecord {
  const { processes = 3, rounds = 7, cpus = 2, seed = 1 } = shape;
  const full = { processes, rounds, noise: { process: 0.005, round: 0.01 }, ...shape };
  const random = seededRandom(seed, 'synthetic record');
  return {
    schema: 'loop-or-pool/run@1',
    id: 'synthetic',
    startedAt: '2026-01-01T00:00:00.000Z',
    finishedAt: '2026-01-01T00:01:00.000Z',
    status: 'complete',
    seed,
    tool: { name: 'loop-or-pool', version: '0.0.0' },
    source: null,
    suite: {
      name: 'synthetic',
      description: 'known by construction',
      picture: shape.picture ?? (shape.sweptParam === undefined ? 'speed-up' : 'crossover'),
      sweptParam: shape.sweptParam ?? null,
    },
    settings: {
      preset: 'default',
      processes,
      minProcesses: processes,
      minRounds: rounds,
      maxRounds: rounds,
      budgetMs: 60_000,
      precision: 0.05,
      timeLimitMs: 10_000,
    },
    environment: {
      fingerprint: 'synthetic',
      os: 'linux',
      osRelease: '6.1',
      arch: 'x64',
      cpuModel: 'synthetic',
      cpus,
      cpuQuota: null,
      memoryBytes: 8e9,
      node: 'v20.20.0',
      v8: '11.3',
      uvThreadpoolSize: 4,
      loadAverage: 0.1,
      timerResolutionNs: 40,
    },
    cells: shape.workloads.flatMap((workload) =>
      Object.keys(workload.models).map((model) => buildCell(workload, model, full, random)),
    ),
  };
}

function buildCell(
  workload: WorkloadShape,
  model: string,
  shape: Required<Pick<RecordShape, 'processes' | 'rounds' | 'noise'>>,
  random: Random,
): Cell {
  const { name = 'work', claim = 'mixed', params = {} } = workload;
  const list = Object.entries(params).map(([param, value]) => `${param}=${value}`);
  const key = list.length > 0 ? `${name}(${list.join(',')})` : name;
  const [workers, concurrency] = slotsOf(model);
  const outcome = workload.models[model]!;
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const wallMs = ((workload.taskMs ?? 10) * TASKS) / (typeof outcome === 'number' ? outcome : 1);
  const processNoise = () => shape.noise.process * normal();

  return {
    id: `${key}/${model}`,
    workload: { key, name, description: 'synthetic work', nature: claim, params },
    model,
    workers,
    concurrency,
    tasks: TASKS,
    processes: Array.from({ length: shape.processes }, (_, index) => {
      const level = Math.log(wallMs) + processNoise();
      return {
        index,
        startupMs: 30,
        idleRssBytes: 50e6,
        samples: Array.from({ length: shape.rounds }, (_, round) =>
          buildSample(round, Math.exp(level + shape.noise.round * normal()), workload, model),
        ),
      };
    }),
    spans: [],
    outputsHash: 'same',
    warnings: [],
    error: typeof outcome === 'number' ? null : outcome,
  };
}

function buildSample(
  round: number,
  wallMs: number,
  workload: WorkloadShape,
  model: string,
): Sample {
  const cpuMsAlone = (workload.taskMs ?? 10) * TASKS * workload.cpuShare;
  const isAlone = model === 'event-loop';
  const times = { p50: 10, p90: 11, p99: null, max: 12, count: TASKS };
  return {
    round,
    wallMs,
    repetitions: 1,
    cpuMs: isAlone
      ? wallMs * workload.cpuShare
      : cpuMsAlone * (workload.cpuInflation?.[model] ?? 1),
    loopShare: isAlone ? workload.loopShare : 0.1,
    loopDelayMs: { p50: 1, p99: 2, max: 3 },
    peakRssBytes: 60e6,
    gcMs: wallMs / 100,
    taskMs: times,
    waitMs: times,
  };
}

/** [2, 10] of `worker-pool:2x10`, [1, 20] of `async-pool:20`. */
function slotsOf(model: string): [workers: number, concurrency: number] {
  const [kind = '', size = '1'] = model.split(' ', 1).join().split(':');
  const [first = 1, second = 1] = size.split('x').map(Number);
  return kind === 'async-pool' ? [1, first] : [first, second];
}
