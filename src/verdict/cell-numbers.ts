import { pairedLogRatios } from '../record/paired-rounds.js';
import type { Cell, Environment, Sample } from '../record/run-record.js';
import { median, quantile } from '../statistics/quantile.js';
import type { SharedSpread } from '../statistics/shared-spread.js';
import { sum } from '../statistics/spread.js';
import { asExponential, intervalOf, perProcess } from './estimate.js';
import { boundOf, type LoneTask } from './law.js';
import { resourcesOf } from './resources.js';
import { ranElsewhere } from './queue-cost.js';
import { TIE_BAND } from './ranking.js';
import type { Bound, CellNumbers, Comparison, Estimate } from './verdict.js';

/** What a cell is held against. */
export interface Reference {
  /** The workload's `event-loop` cell, if it has samples. */
  eventLoop: Cell | null;
  task: LoneTask | null;
  environment: Environment;
  /** Of the ratios between the workload's cells. */
  spread: SharedSpread | null;
  seed: number;
}

/** Everything that is said about one cell's samples; null without any. */
export function cellNumbers(cell: Cell, reference: Reference): CellNumbers | null {
  const samples = cell.processes.flatMap((process) => process.samples);
  const logWall = intervalOf(
    perProcess(cell, (sample) => Math.log(sample.wallMs)),
    reference.seed,
    `${cell.id} wall`,
  );
  if (!logWall) return null;
  const wallMs = asExponential(logWall);
  const speedUp = speedUpOf(cell, reference);
  const middle = (value: (sample: Sample) => number) => median(samples.map(value));
  return {
    wallMs,
    tasksPerSecond: throughput(cell.tasks, wallMs),
    speedUp,
    comparison: comparisonOf(cell, speedUp),
    bound: boundOfCell(cell, reference),
    cpuMsPerTask: cpuMsPerTask(cell),
    loopShare: middle((sample) => sample.loopShare),
    loopDelayMs: {
      p50: middle((sample) => sample.loopDelayMs.p50),
      p99: middle((sample) => sample.loopDelayMs.p99),
      max: quantile(
        samples.map((sample) => sample.loopDelayMs.max),
        1,
      ),
    },
    peakRssBytes: median(cell.processes.flatMap(peakOfProcess)),
    gcShare:
      sum(samples.map((sample) => sample.gcMs)) / sum(samples.map((sample) => sample.wallMs)),
    startupMs: median(cell.processes.map((process) => process.startupMs)),
    idleRssBytes: median(cell.processes.map((process) => process.idleRssBytes)),
    resources: resourcesOf(cell),
  };
}

/** Finished tasks / wall time: the fastest wall time is the highest rate. */
function throughput(tasks: number, wallMs: Estimate): Estimate {
  const rate = (milliseconds: number) => (tasks * 1000) / milliseconds;
  return {
    value: rate(wallMs.value),
    low: rate(wallMs.high),
    high: rate(wallMs.low),
    count: wallMs.count,
  };
}

function speedUpOf(cell: Cell, { eventLoop, spread, seed }: Reference): Estimate | null {
  if (!eventLoop) return null;
  const ratios = pairedLogRatios(eventLoop, cell);
  const interval = intervalOf(ratios, seed, `${cell.id} speed-up`, spread);
  return interval && asExponential(interval);
}

/** `faster` and `slower` need an interval beyond 1 and a value beyond the tie band. */
function comparisonOf({ model }: Cell, speedUp: Estimate | null): Comparison {
  if (model === 'event-loop') return 'reference';
  if (!speedUp || speedUp.count < 2) return 'unclear';
  const band = 1 + TIE_BAND;
  if (speedUp.low > 1 && speedUp.value > band) return 'faster';
  if (speedUp.high < 1 && speedUp.value < 1 / band) return 'slower';
  return speedUp.low >= 1 / band && speedUp.high <= band ? 'same' : 'unclear';
}

function boundOfCell(cell: Cell, { eventLoop, task, environment }: Reference): Bound | null {
  if (!eventLoop || !task) return null;
  const [alone, among] = [cpuMsPerTask(eventLoop), cpuMsPerTask(cell)];
  // How many CPUs the hosts of others have is not known here.
  const cpus = ranElsewhere(cell) ? Infinity : environment.cpus;
  return boundOf(cell, task, cpus, among > 0 ? alone / among : 1);
}

/** CPU time of a task in the middle one of the cell's samples. */
export function cpuMsPerTask({ processes, tasks }: Cell): number {
  return median(processes.flatMap(({ samples }) => samples.map(({ cpuMs }) => cpuMs))) / tasks;
}

function peakOfProcess({ samples }: Cell['processes'][number]): number[] {
  return samples.length === 0 ? [] : [Math.max(...samples.map((sample) => sample.peakRssBytes))];
}
