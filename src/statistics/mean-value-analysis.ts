/** A resource that each customer needs for `demand` of its time; customers queue where all are busy. */
export interface Station {
  demand: number;
  servers: number;
}

/**
 * Customers served per unit of time, when so many go round between the stations and a delay that
 * hinders nobody: mean value analysis (Reiser and Lavenberg, Journal of the ACM 27(2), 1980). Several
 * servers count as one that is as many times as fast, and a delay for the rest (Seidmann, Schweitzer
 * and Shalev-Oren, Large Scale Systems 12, 1987).
 *
 * @param delay time that a customer spends nowhere in particular.
 */
export function throughputOf(
  customers: number,
  delay: number,
  stations: readonly Station[],
): number {
  const queues = stations.map(({ demand, servers }) => demand / servers);
  const delays = stations.map(({ demand, servers }) => demand - demand / servers);
  const elsewhere = delays.reduce((total, one) => total + one, delay);
  let waiting = queues.map(() => 0);
  let rate = 0;
  for (let present = 1; present <= customers; present++) {
    const residence = queues.map((demand, i) => demand * (1 + (waiting[i] ?? 0)));
    rate = present / residence.reduce((total, one) => total + one, elsewhere);
    waiting = residence.map((time) => time * rate);
  }
  return rate;
}
