/** A comparison for programs: as JSON, and as the cases of a JUnit file. */
import type { ComparedCell, Comparison } from '../verdict/regression.js';
import {
  changeWords,
  comparisonHeading,
  intervalWords,
  outcomeOf,
  outcomeWord,
} from './comparison-words.js';
import type { Outcome } from './comparison-words.js';
import type { CaseOutcome, JUnitCase } from './exporters/junit.js';

export interface ComparisonDocument extends Omit<Comparison, 'cells'> {
  schema: 'loop-or-pool/comparison@1';
  /** The finding as one sentence. */
  finding: string;
  cells: (ComparedCell & { outcome: Outcome })[];
}

/** Everything that stands in the comparison, and what became of each cell. Times are ms, ratios head / base. */
export function comparisonDocument(comparison: Comparison): ComparisonDocument {
  const cells = comparison.cells.map((cell) => ({ ...cell, outcome: outcomeOf(cell) }));
  const finding = comparisonHeading(comparison);
  return { schema: 'loop-or-pool/comparison@1', finding, ...comparison, cells };
}

/** A case for each cell. One that cannot be told is skipped: that is no pass, and it breaks no build. */
export function casesOfComparison({ cells, evidence }: Comparison): JUnitCase[] {
  return cells.map((cell) => {
    const { workload, model, headMs } = cell;
    return { workload, model, wallMs: headMs, outcome: caseOutcome(cell, evidence) };
  });
}

function caseOutcome(cell: ComparedCell, evidence: Comparison['evidence']): CaseOutcome {
  const { figures, problem } = cell;
  if (figures === null) {
    const message = problem?.message ?? 'it was not compared';
    return problem?.kind === 'failed'
      ? { status: 'broken', kind: problem.kind, message }
      : { status: 'undecided', message };
  }
  const outcome = outcomeOf(cell);
  const size = `${changeWords(figures.time) ?? ''} (${intervalWords(figures.time) ?? 'no interval'})`;
  const message = `${outcomeWord(outcome, evidence).text.slice(2)}: ${size}`;
  if (outcome === 'worse') return { status: 'failed', message };
  return outcome === 'unclear' ? { status: 'undecided', message } : { status: 'passed' };
}
