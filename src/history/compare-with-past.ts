/**
 * A run held against its history, said in the words of a comparison. Levels move between runs for reasons
 * that are not in the code, and a second run a minute later shares the moment of the first: replayed on
 * recorded levels, a history alone accuses in 7 to 25 % of gates without a change (scripts/replay-history.ts).
 * So what looks changed is a suspect, and is told as a change only if it is found beside an earlier version.
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

/**
 * The cells, with every change as it was found in pairs beside an earlier version.
 *
 * @param beside the suspects
 * @param version as a reader knows it
 */
export function confirmedBeside(
  first: readonly ComparedCell[],
  beside: readonly ComparedCell[],
  version: string,
): ComparedCell[] {
  const paired = new Map(beside.map((cell) => [cell.id, cell]));
  return first.map((cell) => {
    const { baseMs, headMs, figures, problem } = paired.get(cell.id) ?? cell;
    if (!figures) return withoutChange(cell, `${version}: ${problem?.message ?? 'not measured'}`);
    const isTimeChange = cell.figures !== null && isChange(cell.figures.time);
    return {
      ...withChanges(cell, (own, name) => besideVersion(own, figures[name], version)),
      ...(isTimeChange && { baseMs, headMs }),
    };
  });
}

/** The cells, with every change taken back, since there is nothing to hold it against. */
export function leftOpen(first: readonly ComparedCell[]): ComparedCell[] {
  return first.map((cell) => withoutChange(cell, 'which may be the machine'));
}

function withoutChange(cell: ComparedCell, why: string): ComparedCell {
  return withChanges(cell, (own) => ({
    ...own,
    change: 'unclear',
    note: `${looked(own)}; ${why}`,
  }));
}

/** Only changes are touched: what is usual stays so. */
function withChanges(
  cell: ComparedCell,
  change: (own: FigureChange, name: FigureName) => FigureChange,
): ComparedCell {
  const { figures } = cell;
  if (!figures) return cell;
  const changed = (name: FigureName) =>
    isChange(figures[name]) ? change(figures[name], name) : figures[name];
  return { ...cell, figures: ofAllFigures(changed) };
}

function besideVersion(own: FigureChange, paired: FigureChange, version: string): FigureChange {
  const found = `${paired.count} pairs beside ${version}`;
  const note =
    paired.change === own.change
      ? `found in ${found}`
      : `${looked(own)}; ${found} did not find that`;
  return { ...paired, detectable: own.detectable, note };
}

function looked({ change, ratio }: FigureChange): string {
  const size = ratio ? ` by a factor of ${ratio.value.toPrecision(3)}` : '';
  return `it looked ${change}${size} against earlier runs`;
}

function isChange({ change }: FigureChange): boolean {
  return change === 'worse' || change === 'better';
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
