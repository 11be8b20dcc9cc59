/** Which cell of one run belongs to which of another, and why some have no partner. */
import type { Cell, RunRecord } from '../record/run-record.js';
import { whyOtherWork } from './regression-conditions.js';
import type { ComparedCell, Problem } from './regression.js';

export type MatchedCell = { base: Cell; head: Cell } | { left: ComparedCell };

/**
 * Every cell of both runs once: with its partner, or with the reason why there is nothing to compare.
 * In the order of head, then what only base has.
 */
export function matchCells(base: RunRecord, head: RunRecord): MatchedCell[] {
  const bases = new Map(base.cells.map((cell) => [cell.id, cell]));
  const heads = new Map(head.cells.map((cell) => [cell.id, cell]));
  const ids = new Set([...heads.keys(), ...bases.keys()]);
  return [...ids].map((id) => matched(bases.get(id), heads.get(id), base, head));
}

function matched(
  base: Cell | undefined,
  head: Cell | undefined,
  baseRun: RunRecord,
  headRun: RunRecord,
): MatchedCell {
  if (base && head) {
    const problem = problemOf(base, head);
    return problem ? { left: uncompared(head, problem) } : { base, head };
  }
  const [only, side, others] = base
    ? [base, 'head' as const, headRun]
    : [head, 'base' as const, baseRun];
  if (!only) throw new Error('a cell without a run');
  return { left: uncompared(only, missing(only, side, others)) };
}

function problemOf(base: Cell, head: Cell): Problem | null {
  const difference = whyOtherWork(base, head);
  if (difference !== null) return { kind: 'differs', side: 'both', message: difference };
  const failures = [base, head].map(failureOf);
  const [ofBase, ofHead] = failures;
  if (!ofBase && !ofHead) return null;
  const side = ofBase && ofHead ? 'both' : ofBase ? 'base' : 'head';
  return { kind: 'failed', side, message: ofHead ?? ofBase ?? '' };
}

/** The first line of what went wrong with a cell, or null if it has samples. */
export function failureOf({ error, processes }: Cell): string | null {
  if (error) return `${error.kind}: ${error.message.split('\n', 1)[0] ?? ''}`;
  return processes.some(({ samples }) => samples.length > 0) ? null : 'it has no sample';
}

/** The same workload under other parameters is other work; anything else is not there. */
function missing(cell: Cell, side: 'base' | 'head', { cells }: RunRecord): Problem {
  const siblings = cells.filter(
    ({ workload, model }) => workload.name === cell.workload.name && model === cell.model,
  );
  const [sibling] = siblings;
  const difference =
    sibling && siblings.length === 1
      ? side === 'head'
        ? whyOtherWork(cell, sibling)
        : whyOtherWork(sibling, cell)
      : null;
  if (difference !== null) return { kind: 'differs', side: 'both', message: difference };
  return { kind: 'absent', side, message: `${side} does not have it` };
}

function uncompared({ id, workload, model }: Cell, problem: Problem): ComparedCell {
  return {
    id,
    workload: workload.key,
    model,
    baseMs: null,
    headMs: null,
    figures: null,
    problem,
    accepted: null,
  };
}
