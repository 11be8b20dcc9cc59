import type { Nature, Params, Workload } from './define-workload.js';

/** The part of a workload that is data. */
export interface WorkloadSummary {
  name: string;
  nature: Nature;
  description: string;
  /** The defaults. */
  params: Params;
  hasSetup: boolean;
}

/** What is asked of the process that looks at a user's file. */
export type DescribeRequests = {
  describe: { ask: { moduleUrl: string }; reply: WorkloadSummary };
};

export function summaryOf(workload: Workload): WorkloadSummary {
  const { name, nature, description, params = {}, setup } = workload;
  return { name, nature, description, params, hasSetup: setup !== undefined };
}
