/** Plan -> RunRecord. Emits what happens as events; draws and prints nothing. */
import { recordHead, recordOf } from './measure/assemble-record.js';
import { currentProcess, startCellRun } from './measure/cell-run.js';
import { monotonicMs } from './measure/clock.js';
import { ConditionsWatch } from './measure/conditions.js';
import { readSource } from './measure/environment.js';
import { openRunQueue } from './measure/run-queue.js';
import type { TheirQueue } from './measure/run-queue.js';
import { measureAllSets } from './measure/schedule.js';
import type { Plan } from './plan/plan.js';
import type { CellFailure, RunRecord, Sample } from './record/run-record.js';

/** What a run tells while it goes on; always emitted between samples, never while one runs. */
export type RunEvent =
  | { kind: 'started'; cells: number; plannedMs: number; seed: number }
  | { kind: 'sampled'; cellId: string; processIndex: number; sample: Sample; doneShare: number }
  | { kind: 'cell-failed'; cellId: string; failure: CellFailure }
  | { kind: 'cell-finished'; cellId: string; finishedCells: number; cells: number }
  | { kind: 'finished'; elapsedMs: number };

export interface RunPlanOptions {
  onEvent?: (event: RunEvent) => void;
  /** Its abort ends the run early; the record then holds what was measured and says `interrupted`. */
  signal?: AbortSignal;
  /** Measure models on a queue with the hosts that serve this one, instead of hosts started here. */
  theirQueue?: TheirQueue;
  /**
   * Called after the first round and then every few seconds, while nothing is measured, with all that
   * was measured so far as an interrupted run: whatever ends this process, it need not be lost.
   */
  keep?: (soFar: RunRecord) => Promise<void>;
}

/** Writing half a megabyte takes tens of milliseconds; losing two seconds is no loss. */
const KEEP_EVERY_MS = 2_000;

/** Measures all cells of a plan. What goes wrong in a cell stands in its record; the others go on. */
export async function runPlan(plan: Plan, options: RunPlanOptions = {}): Promise<RunRecord> {
  const { onEvent = () => undefined, signal, keep, theirQueue } = options;
  const startMs = monotonicMs();
  const head = recordHead(plan, await readSource());
  await using queue = await openRunQueue(plan.cells, theirQueue);
  const runs = queue.placed(plan.cells).map(startCellRun);
  const site = queue.site && { queue: queue.site };
  const watch = new ConditionsWatch();
  const soFar = (status: RunRecord['status']) =>
    recordOf({ ...head, conditions: watch.conditions(), ...site }, runs, status);
  let endedCells = 0;
  let keptMs = -Infinity;

  onEvent({ kind: 'started', cells: runs.length, plannedMs: estimatePlan(plan), seed: plan.seed });
  await measureAllSets(plan, runs, signal, {
    sampled(run, sample, doneShare) {
      const processIndex = currentProcess(run)?.index ?? 0;
      onEvent({ kind: 'sampled', cellId: run.planned.id, processIndex, sample, doneShare });
    },
    failed(run) {
      endedCells += 1;
      if (run.error) onEvent({ kind: 'cell-failed', cellId: run.planned.id, failure: run.error });
    },
    finished(run) {
      endedCells += 1;
      const { id: cellId } = run.planned;
      onEvent({ kind: 'cell-finished', cellId, finishedCells: endedCells, cells: runs.length });
    },
    async roundTaken() {
      watch.look();
      if (!keep || monotonicMs() - keptMs < KEEP_EVERY_MS) return;
      await keep(soFar('interrupted'));
      keptMs = monotonicMs();
    },
  });
  onEvent({ kind: 'finished', elapsedMs: monotonicMs() - startMs });

  return soFar(signal?.aborted ? 'interrupted' : 'complete');
}

/** With a round of some tenths of a second, on a shared virtual machine with 2 CPUs. */
const USUAL_CELL_MS = 500;

/** Milliseconds that the run will take: its budget, unless the fewest samples already take longer. */
export function estimatePlan({ cells, settings }: Plan): number {
  const leastMs = cells.length * settings.minProcesses * USUAL_CELL_MS;
  return Math.max(settings.budgetMs, leastMs);
}
