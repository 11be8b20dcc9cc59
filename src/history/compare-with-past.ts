/**
 * A run held against its history, said in the words of a comparison. What looks changed is a suspect;
 * only what a second, fresh measurement finds again is told as a change.
 */
import type { HistoryCheck } from '../statistics/history-check.js';
import type { Cell, RunRecord } from '../record/run-record.js';
import { ofAllFigures } from '../verdict/regression-figures.js';
import { failureOf } from '../verdict/regression-matching.js';
import type { MinimumEffect } from '../verdict/regression-pairs.js';
import { MINIMUM_EFFECTS } from '../verdict/regression.js';
import type { Change, ComparedCell, FigureChange, FigureName } from '../verdict/regression.js';
import { figuresOf } from './figures.js';
import { holdAgainst } from './hold-against.js';
import type { HeldCell, HeldFigure } from './hold-against.js';
import type { Past } from './past.js';

const heldFigures: Record<FigureName, HeldFigure> = {
  time: 'wall',
  'loop-delay': 'loopDelay',
  memory: 'memory',
  cpu: 'cpu',
};

const changes: Record<HistoryCheck['outcome'], Change> = {
  slower: 'worse',
  faster: 'better',
  usual: 'same',
  'too-few': 'unclear',
};

/** Every cell of the run; what is worse or better is so at first sight only. */
export function compareWithPast(
  record: RunRecord,
  past: Past,
  effect: MinimumEffect,
): ComparedCell[] {
  const figures = figuresOf(record);
  const { cells: held } = holdAgainst(figures, past);
  const wallMs = new Map(figures.cells.map((cell) => [cell.cellId, cell.wallMs]));
  return record.cells.map((cell) => {
    const ownChecks = held.find(({ key }) => key.cellId === cell.id);
    return comparedCell(cell, ownChecks, wallMs.get(cell.id) ?? null, effect);
  });
}

/** The cells, with every change taken back that the second measurement did not find again. */
export function foundAgain(
  first: readonly ComparedCell[],
  second: readonly ComparedCell[],
): ComparedCell[] {
  const again = new Map(second.map((cell) => [cell.id, cell.figures]));
  return first.map((cell) => {
    const { figures } = cell;
    if (!figures) return cell;
    const figure = (name: FigureName) => confirmed(figures[name], again.get(cell.id)?.[name]);
    return { ...cell, figures: ofAllFigures(figure) };
  });
}

function comparedCell(
  cell: Cell,
  held: HeldCell | undefined,
  headMs: number | null,
  { byDefault, byWorkload }: MinimumEffect,
): ComparedCell {
  const { id, workload, model } = cell;
  const named = { id, workload: workload.key, model, headMs, accepted: null };
  if (!held) {
    const message = failureOf(cell) ?? 'it has no figures';
    const problem = { kind: 'failed', side: 'head', message } as const;
    return { ...named, baseMs: null, figures: null, problem };
  }
  const least = { ...MINIMUM_EFFECTS, time: byWorkload[workload.name] ?? byDefault };
  const figures = ofAllFigures((name) => figureChange(held.checks[heldFigures[name]], least[name]));
  const usual = figures.time.ratio;
  const baseMs = usual && headMs !== null ? headMs / usual.value : null;
  return { ...named, baseMs, figures, problem: null };
}

function figureChange(check: HistoryCheck, minimumEffect: number): FigureChange {
  const { outcome, ratio, detectable, runs } = check;
  const isSmall = ratio !== null && Math.abs(Math.log(ratio.value)) < Math.log1p(minimumEffect);
  return {
    change: isSmall ? 'same' : changes[outcome],
    // The range that is usual, seen from the new level: how much of it may be the ordinary noise.
    ratio: ratio && {
      value: ratio.value,
      low: ratio.value / ratio.high,
      high: ratio.value / ratio.low,
    },
    count: runs,
    dropped: 0,
    detectable,
    note: null,
  };
}

function confirmed(first: FigureChange, second: FigureChange | undefined): FigureChange {
  if (first.change !== 'worse' && first.change !== 'better') return first;
  if (second?.change === first.change) return second;
  const seen = `it looked ${first.change} at first`;
  return second
    ? {
        ...second,
        change: 'unclear',
        note: `${seen}, which a second measurement did not find again`,
      }
    : { ...first, change: 'unclear', note: `${seen} and could not be measured again` };
}
