import type { Cell } from '../record/run-record.js';
import { median } from '../statistics/quantile.js';
import { cpuMsPerTask, type Reference } from './cell-numbers.js';
import { boundAt, type LoneTask } from './law.js';
import { modelKind } from './ranking.js';
import type { Bound, CellNumbers, Estimate } from './verdict.js';
import { percent, shortTime, times } from './wording.js';

/** A speed-up this far above its bound is no rounding: a measurement or the workload is wrong. */
const BEYOND_BOUND = 1.02;
/** Below this share of its bound a model needs an explanation. */
const FAR_BELOW = 0.7;
/** Threads without a CPU for this share of their time are a cause, not noise of the scheduler. */
const STARVED = 0.1;
/** CPU time of a task that grew by this factor is a cause of its own. */
const CPU_INFLATION = 1.2;
/** Handing a task over takes tens of microseconds: a cause only for tasks shorter than this. */
const SHORT_TASK_MS = 1;

/** From here on the main loop holds the workers up. */
const MOSTLY_BUSY = 0.5;
/** Handing over alone hardly ever takes longer: it is the data, a server, or CPUs that tasks compete for. */
const MOST_HAND_OVER_MS = 0.2;

/** Doubts about one cell's numbers, each with something to try. */
export function cellWarnings(cell: Cell, numbers: CellNumbers, reference: Reference): string[] {
  const { speedUp, bound } = numbers;
  if (!speedUp || !bound || cell.model === 'event-loop') return [];
  return [aboveBound(speedUp, bound), farBelowBound(cell, numbers, bound, reference)].filter(
    (warning) => warning !== null,
  );
}

function aboveBound(speedUp: Estimate, bound: Bound): string | null {
  if (speedUp.low <= bound.high * BEYOND_BOUND) return null;
  return (
    `speed-up of ${times(speedUp.value)} is above the bound of ${times(bound.value)}: models may not do ` +
    `the same work (a cache, a shared result), or L and U changed between cells; check run() and measure again`
  );
}

function farBelowBound(
  cell: Cell,
  numbers: CellNumbers,
  bound: Bound,
  reference: Reference,
): string | null {
  const { speedUp } = numbers;
  if (!speedUp || !reference.task || speedUp.high >= bound.low * FAR_BELOW) return null;
  const cause =
    libuvPool(cell, speedUp, reference, reference.task) ??
    movedData(cell, numbers, bound, reference) ??
    dispatchCost(cell, numbers, bound, reference) ??
    inflatedCpu(numbers, reference) ??
    cpuQuota(bound, reference) ??
    starved(cell, numbers, reference) ??
    'something that the tasks share may hold them back: a server, a disk, a lock, one connection';
  return `speed-up of ${times(speedUp.value)} is far below the bound of ${times(bound.value)}: ${cause}`;
}

/** Work off the loop that is no waiting runs on libuv's threads, of which a process has a fixed number. */
function libuvPool(
  cell: Cell,
  speedUp: Estimate,
  { environment }: Reference,
  { loopShare, cpuShare }: LoneTask,
): string | null {
  const threads = environment.uvThreadpoolSize;
  const offLoop = cpuShare.value - loopShare.value;
  const shares = { loopShare: loopShare.value, cpuShare: cpuShare.value };
  const isWider = boundAt(cell, shares, environment.cpus).value > threads;
  if (offLoop < 0.2 || !isWider || speedUp.low > threads / offLoop) return null;
  return `off the loop at most ${threads} tasks run at once on libuv's threads: set UV_THREADPOOL_SIZE to the number of CPUs`;
}

function inflatedCpu(numbers: CellNumbers, { eventLoop }: Reference): string | null {
  const alone = eventLoop && cpuMsPerTask(eventLoop);
  if (!alone || numbers.cpuMsPerTask < alone * CPU_INFLATION) return null;
  const more = percent(numbers.cpuMsPerTask / alone - 1);
  return `a task takes ${more} more CPU time than alone: handing it over costs CPU, or tasks side by side compete for caches, memory or a busy machine's CPUs`;
}

/** With no more loops than CPUs the tasks do not take CPUs from each other; helping threads may. */
function starved(
  { workers }: Cell,
  { resources: { starvedShare } }: CellNumbers,
  { environment }: Reference,
): string | null {
  if (starvedShare === null || starvedShare < STARVED || workers > environment.cpus) return null;
  return `for ${percent(starvedShare)} of the time in which its threads were ready to run, no CPU was free: close other programs and measure again, or give it fewer threads`;
}

/** A main loop that is busy while others run the tasks copies what they take and return. */
function movedData(
  cell: Cell,
  numbers: CellNumbers,
  bound: Bound,
  { eventLoop }: Reference,
): string | null {
  const alone = eventLoop && aloneMs(eventLoop);
  const isElsewhere = !['event-loop', 'async-pool'].includes(modelKind(cell.model));
  if (alone === null || !isElsewhere || numbers.loopShare < MOSTLY_BUSY) return null;
  const extra = numbers.wallMs.value / cell.tasks - alone / bound.value;
  if (extra < MOST_HAND_OVER_MS) return null;
  return (
    `the main loop is busy ${percent(numbers.loopShare)} of the time with what tasks take and return, and a task ` +
    `takes about ${shortTime(extra)} longer: send less, or transfer or share it`
  );
}

/** What each task takes longer than the bound allows, if the task is short enough for that to matter. */
function dispatchCost(
  cell: Cell,
  numbers: CellNumbers,
  bound: Bound,
  reference: Reference,
): string | null {
  const { eventLoop } = reference;
  const alone = eventLoop && aloneMs(eventLoop);
  if (alone === null || alone > SHORT_TASK_MS) return null;
  const extra = numbers.wallMs.value / cell.tasks - alone / bound.value;
  if (extra > MOST_HAND_OVER_MS && inflatedCpu(numbers, reference) !== null) return null;
  return `a task takes ${shortTime(alone)} alone and handing it over adds about ${shortTime(extra)}: give each task more work`;
}

function cpuQuota({ limitedBy }: Bound, { environment }: Reference): string | null {
  if (limitedBy !== 'cpus' || environment.cpuQuota === null) return null;
  return `a CPU quota of ${environment.cpuQuota} throttles all threads together once it is used up: raise it, or use fewer workers`;
}

function aloneMs({ processes, tasks }: Cell): number {
  return median(processes.flatMap(({ samples }) => samples.map(({ wallMs }) => wallMs))) / tasks;
}
