/** A run that was measured, as it is stored. */
import type { Plan } from '../plan/plan.js';
import { withoutNoiseDigits } from '../record/precision.js';
import type { RunRecord } from '../record/run-record.js';
import { newRunId } from '../record/store.js';
import type { CellRun } from './cell-run.js';
import { recordedCell } from './cell-run.js';
import { readEnvironment, readTool } from './environment.js';

/** What is known of a run before anything is measured. */
export type RecordHead = Omit<RunRecord, 'finishedAt' | 'status' | 'cells'>;

/** Reads machine and clock: call it when the run starts. */
export function recordHead(plan: Plan, source: RunRecord['source']): RecordHead {
  const startedAt = new Date();
  return {
    schema: 'loop-or-pool/run@1',
    id: newRunId(startedAt),
    startedAt: startedAt.toISOString(),
    seed: plan.seed,
    tool: readTool(),
    environment: readEnvironment(),
    source,
    suite: plan.suite,
    settings: plan.settings,
    ...(plan.load && { load: plan.load }),
    ...(plan.shard && { shard: plan.shard }),
  };
}

export function recordOf(
  head: RecordHead,
  runs: readonly CellRun[],
  status: RunRecord['status'],
): RunRecord {
  const { schema, id, startedAt, ...others } = head;
  const finishedAt = new Date().toISOString();
  return withoutNoiseDigits({
    ...{ schema, id, startedAt, finishedAt, status, ...others },
    cells: runs.map(recordedCell),
  });
}
