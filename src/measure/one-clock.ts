/** Times that hosts on other machines have read, on this machine's clock. */
import { isOfThisMachine } from './host-label.js';
import type { TimedOutput } from './timed-task.js';

/**
 * The clock of another machine has another zero. Its tasks are placed as late as what was seen here
 * allows: as if the fastest result had taken no time to come back. The way back is then part of the
 * way there; how long a task took is not touched.
 *
 * @param receivedMs when each result was here.
 */
export function onOneClock(
  results: readonly TimedOutput[],
  receivedMs: readonly number[],
): TimedOutput[] {
  const shifts = new Map<string, number>();
  for (const [index, [, , finishedMs, , host]] of results.entries()) {
    if (host === undefined || isOfThisMachine(host)) continue;
    const shiftMs = (receivedMs[index] ?? 0) - finishedMs;
    shifts.set(host, Math.min(shiftMs, shifts.get(host) ?? Infinity));
  }
  return results.map(([output, startedMs, finishedMs, lane, host]) => {
    const shiftMs = shifts.get(host ?? '') ?? 0;
    return [output, startedMs + shiftMs, finishedMs + shiftMs, lane, host];
  });
}
