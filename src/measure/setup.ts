/** A workload's `setup` and `teardown`, run in a process that does nothing else while cells measure. */
import type { PlannedWorkload } from '../plan/plan.js';
import { IsolatedProcess } from '../workload/isolated-process.js';
import { WorkFailure } from '../workload/work-failure.js';
import type { SetupRequests } from './setup-requests.js';

const TEARDOWN_LIMIT_MS = 10_000;

export interface Setup {
  context: unknown;
  /** Never fails and always ends; what went wrong comes back as text. */
  tearDown(): Promise<string | undefined>;
}

/** @throws {WorkFailure} if setup throws, exits or takes longer than `timeLimitMs`. */
export async function setUp(workload: PlannedWorkload, timeLimitMs: number): Promise<Setup> {
  if (!workload.hasSetup) return { context: null, tearDown: async () => undefined };
  const { moduleUrl, params } = workload;
  const process = new IsolatedProcess<SetupRequests>(
    new URL('./setup-process.js', import.meta.url),
  );
  try {
    const { context } = await process.ask('setUp', { moduleUrl, params }, timeLimitMs);
    return { context, tearDown: () => tearDown(process) };
  } catch (error) {
    await process.stop();
    const failure = WorkFailure.from('threw', error);
    throw new WorkFailure(failure.kind, `setup: ${failure.message}`, failure.remoteStack);
  }
}

async function tearDown(process: IsolatedProcess<SetupRequests>): Promise<string | undefined> {
  try {
    await process.ask('tearDown', null, TEARDOWN_LIMIT_MS);
    return undefined;
  } catch (error) {
    return `teardown failed: ${WorkFailure.from('threw', error).message}`;
  } finally {
    await process.stop();
  }
}
