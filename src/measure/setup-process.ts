/** The process in which a workload's `setup` and `teardown` run, once per run. Entry of a fork. */
import { answerRequests } from '../workload/answer-requests.js';
import type { Params, Prepared } from '../workload/define-workload.js';
import { loadWorkload } from '../workload/load.js';
import type { SetupRequests } from './setup-requests.js';

let preparing: Promise<Prepared<unknown> | undefined> | undefined;

/** Once only, whoever asks first: the parent, or the end of its channel. A set-up in progress ends first. */
async function tearDown(): Promise<void> {
  const prepared = preparing;
  preparing = undefined;
  await (await prepared)?.teardown?.();
}

async function setUp(moduleUrl: string, params: Params): Promise<Prepared<unknown> | undefined> {
  const workload = await loadWorkload(moduleUrl);
  return workload.setup?.(params);
}

answerRequests<SetupRequests>(
  {
    async 'set-up'({ moduleUrl, params }) {
      preparing = setUp(moduleUrl, params);
      const context: unknown = (await preparing)?.context ?? null;
      assertSurvivesJson(context);
      return { context };
    },
    async 'tear-down'() {
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
