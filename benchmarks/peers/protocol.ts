/** What the referee asks of a contestant's process, and what it answers. */
export type Request = 'run' | 'measure-live-heap' | 'close';

export type Answer =
  { kind: 'ready' } | { kind: 'ran'; cost: number } | { kind: 'live-heap'; bytes: number | null };
