/** The speed-up of a row as a dot with whiskers on the run's common log axis. */
import type { Axis } from '../chart.js';
import type { Row, StripPoint } from '../table.js';
import type { Screen } from './screen.js';

/** Columns a strip needs to say anything, and more than which it gains nothing from. */
export const stripWidth = { min: 21, max: 41 };

/** The axis' tick labels, each centred over its place; those that would touch are left out. */
export function stripHeader(axis: Axis, width: number): string {
  const cells = Array.from({ length: width }, () => ' ');
  // The reference first: its label is the one that must not go.
  const ticks = axis.ticks.toSorted(
    (a, b) => Math.abs(Math.log(a.value)) - Math.abs(Math.log(b.value)),
  );
  for (const tick of ticks) {
    const label = tick.label.replace(/x$/, '');
    const wanted = columnOf(tick.value, axis, width) - Math.floor(label.length / 2);
    const start = Math.min(Math.max(0, wanted), width - label.length);
    const around = cells.slice(Math.max(0, start - 1), start + label.length + 1);
    if (around.every((cell) => cell === ' ')) cells.splice(start, label.length, ...label);
  }
  return cells.join('');
}

/** `        ┊  ├●┤        ╎ `: reference, interval, value and bound. */
export function stripLine(
  point: StripPoint | null,
  axis: Axis,
  width: number,
  { characters, paint }: Screen,
  row: Row | undefined,
): string {
  const cells = Array.from({ length: width }, () => ' ');
  cells[columnOf(1, axis, width)] = characters.reference;
  if (point === null) return cells.join('');
  if (point.bound !== null) cells[columnOf(point.bound, axis, width)] = characters.bound;
  const [left, right] = [columnOf(point.low, axis, width), columnOf(point.high, axis, width)];
  cells.fill(characters.whisker, left, right + 1);
  // An interval that runs off the axis has no end there.
  if (point.low >= axis.min) cells[left] = characters.leftEnd;
  if (point.high <= axis.max) cells[right] = characters.rightEnd;
  cells[columnOf(point.value, axis, width)] = characters.dot;
  const line = cells.join('');
  return row?.isMarked ? paint('better', line) : line;
}

function columnOf(value: number, axis: Axis, width: number): number {
  const share = Math.log(value / axis.min) / Math.log(axis.max / axis.min);
  return Math.round(Math.min(1, Math.max(0, share)) * (width - 1));
}
