/**
 * A trend as a drawing of characters, a run a column: dots with whiskers on lines that are their levels,
 * and an upright line where the conditions changed.
 *
 *     14.2 ms ┤           │   ┊
 *             ┤        ───●───┊───────
 *     12.1 ms ┤ ───●──    │   ┊  ●   ●
 *               1a2b3c4       9f8e7d6
 */
import type { Change, Trend } from '../../history/trend.js';
import {
  dateOf,
  figureNames,
  intervalOf,
  rangeOf,
  shortCommit,
  signedPercent,
  trendUnit,
} from '../trend-words.js';
import { count, inUnit } from '../units.js';
import { condensed } from './condensed.js';
import type { Mark } from './condensed.js';
import { screenFor } from './screen.js';
import type { Screen, TerminalOptions } from './screen.js';
import { padStart, width, wrap } from './text.js';

const HEIGHT = 10;
/** Columns from one run to the next, at most. */
const WIDEST_STEP = 4;

/** The drawing with its heading, ending in a newline. */
export function renderTrend(trend: Trend, options: TerminalOptions): string {
  const screen = screenFor(options);
  const axis = axisOf(trend);
  const room = screen.width - axis.labelWidth - 4;
  const marks = condensed(trend.stretches, room);
  const step = Math.max(1, Math.min(WIDEST_STEP, Math.floor(room / Math.max(1, marks.length))));
  const lines = [
    ...heading(trend, screen),
    '',
    ...axisRows(axis, plotRows(marks, axis, step, screen), screen),
    ...[commitLine, dateLine].map(
      (line) => ' '.repeat(axis.labelWidth + 4) + line(marks, step, room),
    ),
    ...trend.stretches.flatMap(({ changes }) =>
      changes.flatMap((change) => changeLines(change, screen)),
    ),
  ];
  return `${screen.characters.plain(lines.map((line) => line.trimEnd()).join('\n'))}\n`;
}

interface ValueAxis {
  low: number;
  high: number;
  labels: string[];
  labelWidth: number;
}

function heading(
  { cellId, figure, stretches }: Trend,
  { paint, width: columns }: Screen,
): string[] {
  const runs = stretches.reduce((total, { points }) => total + points.length, 0);
  const name = `${cellId} · ${figureNames[figure]}, ${count(runs, 'run')}`;
  const [first = '', ...more] = wrap(name, columns, '  ');
  const conditions = stretches.flatMap(
    ({ conditions: { fingerprint, nodeMajor, settings }, points }) =>
      indented(
        `since ${dateOf(points[0])}: ${fingerprint} · node ${nodeMajor} · ${settings}`,
        columns,
      ),
  );
  return [paint('strong', cellId) + first.slice(cellId.length), ...more, ...conditions];
}

function indented(text: string, columns: number): string[] {
  return wrap(text, columns - 2, '  ').map((line) => `  ${line}`);
}

/** Five labels from the lowest whisker to the highest; a flat line gets some air. */
function axisOf({ stretches, figure }: Trend): ValueAxis {
  const points = stretches.flatMap((stretch) => stretch.points);
  const lowest = Math.min(...points.map((point) => point.low));
  const highest = Math.max(...points.map((point) => point.high));
  const air = highest - lowest < highest * 0.02 ? Math.max(highest * 0.01, 1e-3) : 0;
  const [low, high] = [Math.max(0, lowest - air), highest + air];
  const unit = trendUnit(figure, [low, high]);
  const labels = Array.from({ length: HEIGHT }, (_, row) => {
    const value = high - ((high - low) * row) / (HEIGHT - 1);
    return row % 3 === 0 ? inUnit(value, unit) : '';
  });
  return { low, high, labels, labelWidth: Math.max(...labels.map(width)) };
}

function axisRows({ labels, labelWidth }: ValueAxis, rows: string[], screen: Screen): string[] {
  return rows.map((row, i) => {
    const label = padStart(labels[i] ?? '', labelWidth);
    return `  ${screen.paint('muted', `${label} ${screen.characters.rightEnd}`)}${row}`;
  });
}

function plotRows(
  marks: readonly Mark[],
  axis: ValueAxis,
  step: number,
  { characters }: Screen,
): string[] {
  const rowOf = (value: number) =>
    Math.round(((axis.high - value) / (axis.high - axis.low || 1)) * (HEIGHT - 1));
  const rows = Array.from({ length: HEIGHT }, () => blank(marks.length * step));
  const draw = (row: number, column: number, character: string) => {
    const cells = rows[row];
    if (cells) cells[column] = character;
  };
  for (const [i, mark] of marks.entries()) {
    const column = i * step + Math.floor(step / 2);
    if (mark.kind === 'break') {
      for (let row = 0; row < HEIGHT; row++) draw(row, column, characters.reference);
      continue;
    }
    const level = rowOf(mark.level);
    for (let beside = 0; beside < step; beside++)
      draw(level, i * step + beside, characters.whisker);
    for (let row = rowOf(mark.high); row <= rowOf(mark.low); row++) {
      draw(row, column, characters.stem);
    }
    draw(rowOf(mark.value), column, characters.dot);
  }
  return rows.map((cells) => cells.join(''));
}

/** `▲ +15 % (+14 % to +16 %) after 1a2b3c4 of 2026-01-12, by 9f8e7d6 of 2026-01-13` */
function changeLines(change: Change, { paint, width: columns }: Screen): string[] {
  const isRise = change.ratio.value > 1;
  const size = `${isRise ? '▲' : '▼'} ${signedPercent(change.ratio.value)}`;
  const lines = indented(`${size} (${intervalOf(change)}) ${rangeOf(change)}`, columns);
  return lines.map((line) =>
    line.replace(size, (text) => paint(isRise ? 'worse' : 'better', text)),
  );
}

/** Short commits under their runs, as many as have room. */
function commitLine(marks: readonly Mark[], step: number, room: number): string {
  return labelled(
    marks.map((mark) => (mark.kind === 'run' ? shortCommit(mark.last) : '')),
    step,
    room,
  );
}

function dateLine(marks: readonly Mark[], step: number, room: number): string {
  return labelled(
    marks.map((mark) => (mark.kind === 'run' ? dateOf(mark.last) : '')),
    step,
    room,
  );
}

/** The last label first, then from the left: those that would touch another are left out. */
function labelled(labels: readonly string[], step: number, room: number): string {
  const cells = blank(room);
  for (const i of [labels.length - 1, ...labels.keys()]) {
    const label = labels[i] ?? '';
    const start = Math.max(0, Math.min(i * step, room - label.length));
    const around = cells.slice(Math.max(0, start - 1), start + label.length + 1);
    if (around.every((cell) => cell === ' ')) cells.splice(start, label.length, ...label);
  }
  return cells.join('');
}

function blank(length: number): string[] {
  return Array.from({ length }, () => ' ');
}
