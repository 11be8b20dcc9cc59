/**
 * Two stored runs held against each other. It is the weaker way: what moved between the two moments,
 * machine included, looks like a change of the code.
 */
import type { Cell, RunRecord } from '../record/run-record.js';
import { welchTTest } from '../statistics/t-test.js';
import type { TTest } from '../statistics/t-test.js';
import { changedAdvice } from './regression-advice.js';
import { middleWallMs, ofAllFigures, processLevels } from './regression-figures.js';
import { matchCells } from './regression-matching.js';
import { MINIMUM_EFFECTS } from './regression.js';
import type {
  Change,
  ComparedCell,
  Comparison,
  FigureChange,
  FigureName,
  Version,
} from './regression.js';

const ALPHA = 0.05;

const WEAK = 'two runs at two moments: weak evidence, for the machine may have moved between them';

/**
 * Compares runs that `whyNotComparable` has let pass. The interval is Welch's over the processes of
 * each side, at 95 %.
 */
export function compareStored(base: RunRecord, head: RunRecord): Comparison {
  return {
    evidence: 'two-moments',
    base: versionOf(base),
    head: versionOf(head),
    cells: matchCells(base, head).map((cell) =>
      'left' in cell ? cell.left : comparedCell(cell.base, cell.head),
    ),
    advice: changedAdvice(base, head),
    warnings: [`${WEAK}; to measure both in turns: loop-or-pool compare --base REF`],
  };
}

/** A stored run as one side of a comparison. */
function versionOf({ id, source }: RunRecord): Version {
  return { name: id, commit: source?.commit ?? null, isDirty: source?.dirty ?? false };
}

function comparedCell(base: Cell, head: Cell): ComparedCell {
  return {
    id: head.id,
    workload: head.workload.key,
    model: head.model,
    baseMs: middleWallMs(base),
    headMs: middleWallMs(head),
    figures: ofAllFigures((name) => figureChange(base, head, name)),
    problem: null,
    accepted: null,
  };
}

function figureChange(base: Cell, head: Cell, name: FigureName): FigureChange {
  const [before, after] = [processLevels(base, name), processLevels(head, name)];
  const count = Math.min(before.length, after.length);
  if (count < 2) {
    const note = 'a single process on one side: its spread is not known';
    return { change: 'unclear', ratio: null, count, dropped: 0, detectable: null, note };
  }
  const test = welchTTest(before, after, ALPHA);
  const { difference, low, high } = test;
  return {
    change: changeOf(test, Math.log1p(MINIMUM_EFFECTS[name])),
    ratio: { value: Math.exp(difference), low: Math.exp(low), high: Math.exp(high) },
    count,
    dropped: 0,
    detectable: null,
    note: null,
  };
}

function changeOf({ difference, low, high }: TTest, band: number): Change {
  if (low > 0 && difference >= band) return 'worse';
  if (high < 0 && difference <= -band) return 'better';
  return low > -band && high < band ? 'same' : 'unclear';
}
