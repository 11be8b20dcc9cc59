/** A workload's `setup` and `teardown`, run in a process that does nothing else while cells measure. */
import type { PlannedWorkload } from '../plan/plan.js';
import { IsolatedProcess } from '../workload/isolated-process.js';
import { WorkFailure } from '../workload/work-failure.js';
import type { SetupRequests } from './setup-requests.js';

const TEARDOWN_LIMIT_MS = 10_000;
const ABORT_GRACE_MS = 1_500;

export interface Setup {
  context: unknown;
  /** Never fails and always ends; what went wrong comes back as text. */
  tearDown(): Promise<string | undefined>;
}

/**
 * @throws {WorkFailure} if setup throws, exits, takes longer than `timeLimitMs` or is aborted; what
 * it has made by then is torn down.
 */
export async function setUp(
  workload: PlannedWorkload,
  timeLimitMs: number,
  signal?: AbortSignal,
): Promise<Setup> {
  if (!workload.hasSetup) return { context: null, tearDown: async () => undefined };
  const { moduleUrl, params } = workload;
  const process = new IsolatedProcess<SetupRequests>(
    new URL('./setup-process.js', import.meta.url),
  );
  const stop = () => process.stop(ABORT_GRACE_MS);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const { context } = await process.ask('set-up', { moduleUrl, params }, timeLimitMs);
    return { context, tearDown: () => tearDown(process) };
  } catch (error) {
    await stop();
    const failure = WorkFailure.from('threw', error);
    throw new WorkFailure(failure.kind, `in its set-up: ${failure.message}`, failure.remoteStack);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

async function tearDown(process: IsolatedProcess<SetupRequests>): Promise<string | undefined> {
  try {
    await process.ask('tear-down', null, TEARDOWN_LIMIT_MS);
    return undefined;
  } catch (error) {
    return `teardown failed: ${WorkFailure.from('threw', error).message}`;
  } finally {
    await process.stop();
  }
}
