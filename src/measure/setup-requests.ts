import type { Params } from '../workload/define-workload.js';

/** What the parent asks of a set-up process. All of it is JSON. */
export type SetupRequests = {
  setUp: { ask: { moduleUrl: string; params: Params }; reply: { context: unknown } };
  tearDown: { ask: null; reply: null };
};
