/** Times as the tables keep them: whole numbers, which take half the room of fractions. */
const NS_PER_MS = 1e6;

export function inNanoseconds(ms: number): number {
  return Math.round(ms * NS_PER_MS);
}

/** @param ns as text where it comes from PostgreSQL, whose client does not make numbers of 64 bits */
export function inMilliseconds(ns: number | string): number {
  return Number(ns) / NS_PER_MS;
}
