/** The process in which a user's workload file is looked at. Entry of a fork. */
import { answerRequests } from './answer-requests.js';
import { loadWorkload } from './load.js';
import { summaryOf } from './summary.js';
import type { DescribeRequests } from './summary.js';

answerRequests<DescribeRequests>({
  describe: async ({ moduleUrl }) => summaryOf(await loadWorkload(moduleUrl)),
});
