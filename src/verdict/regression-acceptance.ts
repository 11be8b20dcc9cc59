/** Changes that somebody expects, with a reason: they are shown and do not fail the gate. */
import type { ComparedCell } from './regression.js';

export interface Acceptance {
  /** A cell by its id, or all cells of a workload. */
  of: string;
  reason: string;
  /** ISO time. */
  acceptedAt: string;
  /** Largest slow-down that is expected, as a share; null for any. */
  atMost: number | null;
}

/** The cells, each with the reason of the latest acceptance that covers its change. */
export function withAcceptances(
  cells: readonly ComparedCell[],
  acceptances: readonly Acceptance[],
): ComparedCell[] {
  return cells.map((cell) => {
    const covering = acceptances.findLast((acceptance) => covers(acceptance, cell));
    return covering ? { ...cell, accepted: covering.reason } : cell;
  });
}

/** What was accepted of a cell that was not compared: a misspelt name, most likely. */
export function unusedAcceptances(
  cells: readonly ComparedCell[],
  acceptances: readonly Acceptance[],
): Acceptance[] {
  return acceptances.filter(({ of }) => !cells.some((cell) => isNamed(of, cell)));
}

/**
 * Those that came with head: what base has accepted already is part of its level, and excuses nothing
 * that came later.
 */
export function newAcceptances(
  base: readonly Acceptance[],
  head: readonly Acceptance[],
): Acceptance[] {
  const known = new Set(base.map((acceptance) => JSON.stringify(acceptance)));
  return head.filter((acceptance) => !known.has(JSON.stringify(acceptance)));
}

function covers({ of, atMost }: Acceptance, cell: ComparedCell): boolean {
  const size = (cell.figures?.time.ratio?.value ?? 1) - 1;
  return isNamed(of, cell) && (atMost === null || size <= atMost);
}

function isNamed(name: string, { id, workload }: ComparedCell): boolean {
  return name === id || name === workload;
}
