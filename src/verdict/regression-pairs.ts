/**
 * Two versions that were measured in pairs: what became of each cell.
 *
 *     screening (all cells, up to 90 pairs) ──suspects──▶ confirmation (fresh pairs) ──▶ worse, better
 *
 * What is accused or praised is measured again, and what the second sample does not find again is
 * not said. The second is independent of the first, knows which way to look, and shares its level among
 * the suspects, so all of them together err in at most 1 %, however the first chose them. So the first
 * may err in 3 % of comparisons, which finds more; without a second it errs in 1 %.
 */
import type { Cell, RunRecord } from '../record/run-record.js';
import { confirmingLooks, FULL_LOOKS, SCREENING_LOOKS } from '../statistics/looks.js';
import type { Looks } from '../statistics/looks.js';
import { decidePairs } from '../statistics/pair-decision.js';
import type { PairDecision } from '../statistics/pair-decision.js';
import { middleWallMs, ofAllFigures, pairedChanges } from './regression-figures.js';
import { matchCells } from './regression-matching.js';
import { FIGURES, MINIMUM_EFFECTS } from './regression.js';
import type { Change, ComparedCell, FigureChange, FigureName } from './regression.js';

/** Records whose processes belong together by their index. */
export interface RecordPair {
  base: RunRecord;
  head: RunRecord;
}

/** Smallest change of time that is of interest, as a share. */
export interface MinimumEffect {
  byDefault: number;
  /** By name of the workload. */
  byWorkload: Record<string, number>;
}

export const USUAL_EFFECT: MinimumEffect = { byDefault: MINIMUM_EFFECTS.time, byWorkload: {} };

export interface ScreeningRule {
  effect: MinimumEffect;
  /** Changes are measured again before they are told. */
  confirms: boolean;
}

/** Every cell of both records; changes are said as the screening alone shows them. */
export function judgePairs(
  { base, head }: RecordPair,
  rule: ScreeningRule = { effect: USUAL_EFFECT, confirms: true },
): ComparedCell[] {
  return matchCells(base, head).map((cell) =>
    'left' in cell ? cell.left : judgedPair(cell.base, cell.head, rule),
  );
}

/** What became of the cell's time as far as the pairs tell; more of them could tell what is `undecided`. */
export function timeOutcome(base: Cell, head: Cell, rule: ScreeningRule): PairDecision['outcome'] {
  return decided(base, head, 'time', rule.effect, screeningLooks(rule)).outcome;
}

function screeningLooks({ confirms }: ScreeningRule): Looks {
  return confirms ? SCREENING_LOOKS : FULL_LOOKS;
}

/** The same for a suspect that is measured again: it is about what changed at first, and nothing else. */
export function isOpenSuspect(
  suspect: ComparedCell,
  { base, head }: { base: Cell; head: Cell },
  effect: MinimumEffect,
  suspects: number,
): boolean {
  const looks = confirmingLooks(suspects);
  return changedFigures(suspect).some(
    (name) => decided(base, head, name, effect, looks).outcome === 'undecided',
  );
}

/** The cells of which some figure changed, for better or worse. */
export function suspectsAmong(cells: readonly ComparedCell[]): ComparedCell[] {
  return cells.filter((cell) => changedFigures(cell).length > 0);
}

function changedFigures({ figures }: ComparedCell): FigureName[] {
  return figures ? FIGURES.filter((name) => isChange(figures[name])) : [];
}

/** The screened cells, with every change that the second measurement did not find again taken back. */
export function confirmedCells(
  screened: readonly ComparedCell[],
  { base, head }: RecordPair,
  effect: MinimumEffect = USUAL_EFFECT,
): ComparedCell[] {
  const looks = confirmingLooks(suspectsAmong(screened).length);
  const again = new Map(
    matchCells(base, head).flatMap((cell) => ('left' in cell ? [] : [[cell.head.id, cell]])),
  );
  return screened.map((cell) => {
    const { figures } = cell;
    const measured = again.get(cell.id);
    if (!figures) return cell;
    const confirmed = (name: FigureName) =>
      isChange(figures[name])
        ? confirmedFigure(
            figures[name],
            measured && decided(measured.base, measured.head, name, effect, looks),
          )
        : figures[name];
    return { ...cell, figures: ofAllFigures(confirmed) };
  });
}

function isChange({ change }: FigureChange): boolean {
  return change === 'worse' || change === 'better';
}

/**
 * A change that was found again is told as the second measurement saw it: the first was singled out for
 * being large, so it exaggerates.
 */
function confirmedFigure(first: FigureChange, second: PairDecision | undefined): FigureChange {
  const seen = `it looked ${first.change} at first`;
  if (!second?.ratio) {
    return { ...first, change: 'unclear', note: `${seen} and could not be measured again` };
  }
  const again = figureChange(second);
  if (again.change === first.change) return again;
  const change = again.change === 'same' ? 'same' : 'unclear';
  return { ...again, change, note: `${seen}, which a second measurement did not find again` };
}

function judgedPair(base: Cell, head: Cell, rule: ScreeningRule): ComparedCell {
  const looks = screeningLooks(rule);
  return {
    id: head.id,
    workload: head.workload.key,
    model: head.model,
    baseMs: middleWallMs(base),
    headMs: middleWallMs(head),
    figures: ofAllFigures((name) => figureChange(decided(base, head, name, rule.effect, looks))),
    problem: null,
    accepted: null,
  };
}

/** As far as it was measured: what lies after the last look that was reached will not come. */
function decided(
  base: Cell,
  head: Cell,
  figure: FigureName,
  { byDefault, byWorkload }: MinimumEffect,
  looks: Looks,
): PairDecision {
  const minimumEffect =
    figure === 'time' ? (byWorkload[head.workload.name] ?? byDefault) : MINIMUM_EFFECTS[figure];
  return decidePairs(pairedChanges(base, head, figure), { minimumEffect, looks });
}

const changes: Record<PairDecision['outcome'], Change> = {
  slower: 'worse',
  faster: 'better',
  same: 'same',
  undecided: 'unclear',
  'cannot-tell': 'unclear',
};

function figureChange(decision: PairDecision): FigureChange {
  const { outcome, ratio, pairs, dropped, pairsNeeded } = decision;
  return {
    change: changes[outcome],
    ratio,
    count: pairs,
    dropped,
    detectable: null,
    note: pairsNeeded === null ? null : `some ${pairsNeeded} pairs would tell`,
  };
}
