/** The offered load of a plan, checked. */
import type { OfferedLoad } from '../record/run-record.js';
import type { Problems } from './problems.js';
import type { SuiteLoad } from './suite.js';

const DEFAULT_PATIENCE_MS = 1_000;

/** @param limits of a sample, in which the offered tasks have to fit. */
export function loadFor(
  given: SuiteLoad | undefined,
  { tasks, timeLimitMs }: { tasks: number; timeLimitMs: number },
  problems: Problems,
): OfferedLoad | undefined {
  if (given === undefined) return undefined;
  const { rate, arrivals = 'poisson', patienceMs = DEFAULT_PATIENCE_MS } = given;
  const lastsMs = (tasks * 1000) / rate;
  if (!(Number.isFinite(rate) && rate > 0)) {
    problems.add(`rate: expected tasks per second above 0, received ${rate}`);
  } else if (lastsMs + patienceMs > timeLimitMs) {
    problems.add(
      `rate: ${tasks} tasks at ${rate} per second take about ${Math.round(lastsMs)} ms, too long for the ` +
        `time limit of ${timeLimitMs} ms: fewer tasks, a higher rate, or a larger --time-limit`,
    );
  }
  if (!(Number.isFinite(patienceMs) && patienceMs > 0)) {
    problems.add(`patience: expected a time above 0, received ${patienceMs}`);
  }
  return { rate, arrivals, patienceMs };
}
