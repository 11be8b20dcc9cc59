/** The process in which a workload's `setup` and `teardown` run, once per run. Entry of a fork. */
import { answerRequests } from '../workload/answer-requests.js';
import type { Prepared } from '../workload/define-workload.js';
import { loadWorkload } from '../workload/load.js';
import type { SetupRequests } from './setup-requests.js';

let prepared: Prepared<unknown> | undefined;

/** Once only, whoever asks first: the parent, or the end of its channel. */
async function tearDown(): Promise<void> {
  const done = prepared;
  prepared = undefined;
  await done?.teardown?.();
}

answerRequests<SetupRequests>(
  {
    async setUp({ moduleUrl, params }) {
      const workload = await loadWorkload(moduleUrl);
      prepared = await workload.setup?.(params);
      const context: unknown = prepared?.context ?? null;
      assertSurvivesJson(context);
      return { context };
    },
    async tearDown() {
      await tearDown();
      return null;
    },
  },
  tearDown,
);

/** The context crosses two process borders. */
function assertSurvivesJson(context: unknown): void {
  const problem = 'the context that setup returns must be JSON';
  let text: string | undefined;
  try {
    text = JSON.stringify(context);
  } catch (cause) {
    throw new TypeError(`${problem}: ${String(cause)}`, { cause });
  }
  if (text === undefined) throw new TypeError(problem);
}
