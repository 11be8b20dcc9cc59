/** Measures the workload file that is given, with one parameter. To be killed while it does. */
import { planFor } from '../../src/plan/expand.js';
import { runPlan } from '../../src/run-plan.js';

const [file = '', param = ''] = process.argv.slice(2);
const options = { models: ['event-loop'], params: [param], timeLimitMs: 600_000 };
await runPlan(await planFor([file], options));
