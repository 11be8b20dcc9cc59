/** Measures workload files of the fixtures, and sees to it that no process outlives its test. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach } from 'node:test';
import { planFor } from '../../src/plan/expand.js';
import type { PlanOptions } from '../../src/plan/expand.js';
import { parseRunRecord } from '../../src/record/run-record.js';
import type { Cell } from '../../src/record/run-record.js';
import { runPlan } from '../../src/run-plan.js';
import type { RunEvent } from '../../src/run-plan.js';
import { remainingProcesses } from '../measure/live-children.js';
import { fixture } from '../workload/fixtures.js';

export const isLinux = process.platform === 'linux';

/** No time limit of its own: on a crowded machine any is too short for something. */
export const small: PlanOptions = {
  models: ['event-loop', 'async-pool:4'],
  tasks: 4,
  processes: 2,
  rounds: 2,
  seed: 1,
  timeLimitMs: 600_000,
};

export async function measure(files: string[], options: PlanOptions = {}, signal?: AbortSignal) {
  const plan = await planFor(
    files.map((file) => fixture(file)),
    { ...small, ...options },
  );
  const events: RunEvent[] = [];
  const onEvent = (event: RunEvent) => void events.push(event);
  const record = await runPlan(plan, signal ? { onEvent, signal } : { onEvent });
  // What is written must be readable again: it is checked as a reader would.
  return { record: parseRunRecord(JSON.parse(JSON.stringify(record))), events, plan };
}

export const samplesOf = ({ processes }: Cell) => processes.flatMap(({ samples }) => samples);

/** Waits after each test until every process that it started is gone. Sees them on Linux only. */
export function leaveNoProcess(): { untilNoneIsLeft(): Promise<void> } {
  const marker = `run-plan-test-${randomUUID()}`;
  process.env['LOOP_OR_POOL_TEST_MARKER'] = marker;
  const untilNoneIsLeft = async () => {
    if (isLinux) assert.deepEqual(await remainingProcesses(marker, 60_000), []);
  };
  afterEach(untilNoneIsLeft);
  return { untilNoneIsLeft };
}
