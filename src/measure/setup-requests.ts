import type { Params } from '../workload/define-workload.js';

/** What the parent asks of a set-up process. All of it is JSON. */
export type SetupRequests = {
  'set-up': { ask: { moduleUrl: string; params: Params }; reply: { context: unknown } };
  'tear-down': { ask: null; reply: null };
};
