/**
 * Waiting for one of several servers: the M/M/c queue, tasks that come at random moments and whose
 * lengths vary as an exponential distribution does (Erlang 1917; recursion as in Cooper, Introduction
 * to Queueing Theory, 2nd ed., 1981).
 */

/**
 * Erlang's C formula: the probability that a task finds all servers busy.
 *
 * @param offered tasks that come in the time that one takes, less than `servers`
 */
export function waitProbability(servers: number, offered: number): number {
  let blocked = 1;
  for (let n = 1; n <= servers; n++) blocked = (offered * blocked) / (n + offered * blocked);
  const utilization = offered / servers;
  return blocked / (1 - utilization * (1 - blocked));
}

/** Mean wait, in the unit of `service`, the mean time of a task; Infinity without enough servers. */
export function meanWait(servers: number, utilization: number, service: number): number {
  if (utilization >= 1) return Infinity;
  const offered = servers * utilization;
  return (waitProbability(servers, offered) * service) / (servers - offered);
}
