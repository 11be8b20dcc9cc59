/** How long the loop had work and no CPU, because the process's own threads had it. */

/** What the scheduler gave a thread in some time, in ms. */
export interface ThreadTimes {
  cpuMs: number;
  /** Ready to run, without a CPU. */
  queueMs: number;
}

/**
 * How long a busy loop waited for a CPU that other threads of its process had, in ms, at most. It does
 * when a task hands work to a thread, which wakes up on the very CPU that the loop runs on.
 *
 * While the loop's thread computed it did not wait, and the others cannot have kept it waiting for
 * longer than they computed: what other programs took is no part of it.
 *
 * @param busyMs of the loop
 * @param cpuMs of all threads and children
 * @param thread the one of the loop
 */
export function queueBehindOwnThreads(busyMs: number, cpuMs: number, thread: ThreadTimes): number {
  return Math.max(0, Math.min(thread.queueMs, busyMs - thread.cpuMs, cpuMs - thread.cpuMs));
}
