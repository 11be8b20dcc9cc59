/**
 * One process set: a fresh process for each cell of one workload, all alive, taking turns.
 *
 *     start all ─▶ open each ─▶ load and warm up all ──────────▶ rounds: one sample of each ─▶ close all
 *                        │                                 ▲       (order shuffled anew)
 *                        └─▶ the next set's processes start ┘
 *
 * Whenever something is measured, opening included, one of them works and the others wait for a
 * message and use no CPU. What is not measured happens side by side.
 */
import { availableCpus } from '../executors/available-cpus.js';
import type { OfferedLoad, Sample } from '../record/run-record.js';
import { WorkFailure } from '../workload/work-failure.js';
import { CellDriver } from './cell-driver.js';
import type { TakeSample } from './cell-requests.js';
import { currentProcess, failCell } from './cell-run.js';
import type { CellRun } from './cell-run.js';
import { monotonicMs } from './clock.js';
import { compareOutputs } from './compare-outputs.js';
import { countOffered, countTasks } from './pooled-times.js';
import { isPrecise } from './precision.js';
import { shuffled } from './random.js';
import type { Random } from './random.js';
import type { SetCost } from './time-plan.js';
import type { WarmUpLimits } from './warm-up.js';

export interface ProcessSet {
  /** Counted from 0. */
  index: number;
  /** What the workload's `setup` made for this cell. */
  contextOf(run: CellRun): unknown;
  /** All cells run the same version of the work, so their outputs must be the same. */
  isOneVersion: boolean;
  minRounds: number;
  maxRounds: number;
  /** Wanted half-width of a speed-up's interval, relative; reached earlier, the rounds end. */
  precision: number;
  /** How long the set may take, by what it turns out to cost; the fewest rounds are measured anyway. */
  allowanceMs(cost: SetCost): number;
  /** Shorter batches are repeated for so long in each sample, which makes them less noisy. */
  sampleMs: number;
  /** How long the cells may warm up if they compute. */
  warmUpMs: number;
  random: Random;
  /** Offered after each sample; undefined for none. */
  load: OfferedLoad | undefined;
  /** Of the arrivals, which differ from round to round and are the same for every cell. */
  loadSeed: number;
  signal: AbortSignal | undefined;
}

export interface ProcessSetListener {
  /** All cells are open; nothing is measured until they are warm. */
  opened(): void;
  /** V8 is still at work on the code of the cell, and there is no time to wait for that. */
  cutShort(run: CellRun): void;
  /** All cells are warm; the first sample waits until this resolves. */
  warm(): Promise<void>;
  sampled(run: CellRun, sample: Sample): void;
  failed(run: CellRun): void;
  /** Every cell has had its turn; the next round waits until this resolves. */
  roundTaken(): Promise<void>;
}

/** Work that mostly waits may take so many times as long to warm up. */
const WAITING_LIMIT = 2;

/** A cell with a process of its own. */
export interface LiveCell {
  run: CellRun;
  driver: CellDriver;
}

/** Starts a process for each cell; they wait until they are measured or closed. */
export function startCells(runs: readonly CellRun[], timeLimitMs: number, entry?: URL): LiveCell[] {
  return runs.map((run) => ({ run, driver: new CellDriver(run.planned, timeLimitMs, entry) }));
}

/** Resolves when all processes are up; those that do not come up fail when they are measured. */
export async function untilStarted(cells: readonly LiveCell[]): Promise<void> {
  await Promise.allSettled(cells.map(({ driver }) => driver.ready()));
}

export async function closeCells(cells: readonly LiveCell[]): Promise<void> {
  await Promise.all(cells.map(({ driver }) => driver.close()));
}

/**
 * Measures the cells that have not failed before, into their runs, and closes all of them.
 * An abort ends it early, without error.
 */
export async function measureProcessSet(
  cells: readonly LiveCell[],
  set: ProcessSet,
  listener: ProcessSetListener,
): Promise<SetCost> {
  const startMs = monotonicMs();
  const close = () => closeCells(cells);
  set.signal?.addEventListener('abort', close, { once: true });
  try {
    await prepare(cells, set, listener);
    const fixedMs = monotonicMs() - startMs;
    return { fixedMs, roundMs: await takeRounds(cells, set, { startMs, fixedMs }, listener) };
  } finally {
    set.signal?.removeEventListener('abort', close);
    await close();
  }
}

async function prepare(
  cells: readonly LiveCell[],
  set: ProcessSet,
  listener: ProcessSetListener,
): Promise<void> {
  const limits = warmUpLimits(alive(cells, set), set.warmUpMs);
  const ofAll = (action: (cell: LiveCell) => Promise<void>) =>
    Promise.all(alive(cells, set).map((cell) => attempt(cell, set, listener, () => action(cell))));

  await ofAll(({ driver }) => driver.ready());
  for (const cell of alive(cells, set)) {
    await attempt(cell, set, listener, async () => {
      const startupMs = await cell.driver.open();
      cell.run.processes.push({ index: set.index, startupMs, idleRssBytes: 0, samples: [] });
    });
  }
  listener.opened();
  await ofAll(async ({ run, driver }) => {
    const idleRssBytes = await driver.load(set.contextOf(run));
    Object.assign(currentProcess(run) ?? {}, { idleRssBytes });
    const { isCutShort = false } = await driver.warmUp(limits);
    if (isCutShort) listener.cutShort(run);
  });
  await listener.warm();
}

/** All warm up side by side, and each isolate gets as much of the CPUs, or pools would be colder. */
function warmUpLimits(cells: readonly LiveCell[], warmUpMs: number): WarmUpLimits {
  const isolates = cells.reduce((total, { run }) => total + run.planned.workers, 0);
  return {
    limitMs: WAITING_LIMIT * warmUpMs,
    cpuLimitMs: warmUpMs * Math.min(1, availableCpus() / isolates),
  };
}

/** Resolves with what a round took on average, in ms. */
async function takeRounds(
  cells: readonly LiveCell[],
  set: ProcessSet,
  { startMs, fixedMs }: { startMs: number; fixedMs: number },
  listener: ProcessSetListener,
): Promise<number> {
  let roundMs = 0;
  for (let round = 0; round < set.maxRounds; round += 1) {
    for (const cell of shuffled(alive(cells, set), set.random)) {
      await attempt(cell, set, listener, () =>
        takeSample(cell, { round, leastMs: set.sampleMs }, listener),
      );
      await attempt(cell, set, listener, () => offerLoad(cell, round, set));
    }
    if (set.isOneVersion) {
      compareOutputs(cells.map(({ run }) => run)).forEach((run) => listener.failed(run));
    }
    await listener.roundTaken();
    const spentMs = monotonicMs() - startMs;
    roundMs = (spentMs - fixedMs) / (round + 1);
    const live = alive(cells, set).map(({ run }) => run);
    const isTimeOver = spentMs + roundMs > set.allowanceMs({ fixedMs, roundMs });
    const isEnough = isTimeOver || isPrecise(live, set.precision);
    if (live.length === 0 || (isEnough && round + 1 >= set.minRounds)) break;
  }
  return roundMs;
}

async function takeSample(
  { run, driver }: LiveCell,
  request: TakeSample,
  listener: ProcessSetListener,
): Promise<void> {
  const { sample, spans, mainLoop, outputsHash, ...histograms } = await driver.sample(request);
  currentProcess(run)?.samples.push(sample);
  countTasks(run, histograms);
  if (run.spans.length === 0) Object.assign(run, { spans, ...(mainLoop && { mainLoop }) });
  run.outputsHash ??= outputsHash;
  listener.sampled(run, sample);
  if (run.outputsHash !== outputsHash) {
    throw new WorkFailure('outputs-differ', 'its outputs changed from one sample to the next');
  }
}

async function offerLoad(
  { run, driver }: LiveCell,
  round: number,
  { load, loadSeed }: ProcessSet,
): Promise<void> {
  if (!load) return;
  const { offered, outputsHash } = await driver.offer({ load, seed: loadSeed + round });
  const process = currentProcess(run);
  if (process) countOffered(process, offered);
  if (outputsHash !== null && run.outputsHash !== outputsHash) {
    throw new WorkFailure('outputs-differ', 'its outputs under the offered load are others');
  }
}

/** A failure of a cell is its result; an abort makes cells fail too, which says nothing about them. */
async function attempt(
  { run }: LiveCell,
  { signal }: ProcessSet,
  listener: ProcessSetListener,
  action: () => Promise<void>,
): Promise<void> {
  if (run.error !== null || signal?.aborted) return;
  try {
    await action();
  } catch (error) {
    if (signal?.aborted) return;
    if (!(error instanceof WorkFailure)) throw error;
    failCell(run, error);
    listener.failed(run);
  }
}

function alive(cells: readonly LiveCell[], { signal }: ProcessSet): LiveCell[] {
  return signal?.aborted ? [] : cells.filter(({ run }) => run.error === null);
}
