import type { Cell } from '../record/run-record.js';

/** Models whose speeds differ by at most this share count as equally fast. */
export const TIE_BAND = 0.05;

/** What a model costs to run and to understand, from cheap to dear. */
const COST_ORDER = ['event-loop', 'async-pool', 'worker-pool', 'process-pool', 'queue'];

/** A model that may be chosen, with anything that grows with its speed. */
export interface Candidate {
  cell: Cell;
  speed: number;
}

/** The cheapest of the fastest: among all within the tie band of the fastest, the one that costs least. */
export function choose<C extends Candidate>(
  candidates: readonly C[],
): { best: C; tied: C[] } | null {
  const fastest = Math.max(...candidates.map((candidate) => candidate.speed));
  const [best, ...tied] = candidates
    .filter((candidate) => candidate.speed * (1 + TIE_BAND) >= fastest)
    .sort((a, b) => compareCost(a.cell, b.cell));
  return best ? { best, tied } : null;
}

/** Negative where `a` is cheaper: a simpler kind of model, then fewer workers, then less in flight. */
export function compareCost(a: Cell, b: Cell): number {
  return (
    kindCost(a.model) - kindCost(b.model) || a.workers - b.workers || a.concurrency - b.concurrency
  );
}

/** `worker-pool` of `worker-pool:2x10`. */
export function modelKind(model: string): string {
  return model.split(':', 1)[0] ?? model;
}

/** A kind that this version does not know is dearer than all it knows. */
function kindCost(model: string): number {
  const cost = COST_ORDER.indexOf(modelKind(model));
  return cost === -1 ? COST_ORDER.length : cost;
}
