/** What the parent knows of one cell while a run goes on. */
import type { PlannedCell } from '../plan/plan.js';
import type { Cell, CellProcess, RecordedWorkload } from '../record/run-record.js';
import type { WorkFailure } from '../workload/work-failure.js';
import { seesChildren } from './process-tree.js';

const UNSEEN_CHILDREN = `CPU time and memory of its child processes are not counted: ${process.platform} does not tell them`;

const THEIR_HOSTS =
  'CPU time and memory of the hosts are not counted: others have started them, wherever they are';

export interface CellRun extends Pick<
  Cell,
  | 'processes'
  | 'taskHistogram'
  | 'waitHistogram'
  | 'spans'
  | 'mainLoop'
  | 'outputsHash'
  | 'warnings'
  | 'error'
> {
  readonly planned: PlannedCell;
}

export function startCellRun(planned: PlannedCell): CellRun {
  const warnings = hasUnseenChildren(planned) ? [UNSEEN_CHILDREN] : [];
  if (planned.queue?.kind === 'their-hosts') warnings.push(THEIR_HOSTS);
  return { planned, processes: [], spans: [], outputsHash: null, warnings, error: null };
}

function hasUnseenChildren({ model }: PlannedCell): boolean {
  return !seesChildren && /^(process-pool|queue)/.test(model);
}

/** Keeps what was measured before. The first failure is the one that is told. */
export function failCell(run: CellRun, failure: WorkFailure): void {
  run.error ??= failure.toData();
}

export function warnOnce(run: CellRun, warning: string): void {
  if (!run.warnings.includes(warning)) run.warnings.push(warning);
}

export function recordedCell({ planned, ...measured }: CellRun): Cell {
  const { id, model, workers, concurrency, tasks } = planned;
  const workload = recordedWorkload(planned.workload);
  return { id, workload, model, workers, concurrency, tasks, ...measured };
}

function recordedWorkload({ key, name, description, nature, params }: RecordedWorkload) {
  return { key, name, description, nature, params };
}

/** The process that is measured now, the last one that was started. */
export function currentProcess(run: CellRun): CellProcess | undefined {
  return run.processes.at(-1);
}
