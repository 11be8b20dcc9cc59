/** Lays a table out in columns of a terminal, leaving out what does not fit. */
import type { Column, Strip, Table, TableCell } from '../table.js';
import type { Screen } from './screen.js';
import { stripHeader, stripLine, stripWidth } from './strip.js';
import { padEnd, padStart, width } from './text.js';

const gap = '  ';
/** The strip counts as a column that goes after the interval has gone. */
const stripDropOrder = 8;

/** A laid-out column: what stands in it, and how wide. */
interface Lane {
  header: string;
  lines: string[];
  width: number;
  dropOrder: number;
}

/** Header and rows; the verdict's pick carries a mark. */
export function tableLines(table: Table, screen: Screen): string[] {
  const lanes = lanesFor(table, screen);
  const header = lanes.map((lane) => lane.header).join(gap);
  const rows = table.rows.map((row, index) => {
    const mark = row.isMarked ? screen.paint('better', screen.characters.pick) : ' ';
    return `${mark} ${lanes.map((lane) => lane.lines[index] ?? '').join(gap)}`.trimEnd();
  });
  return [screen.paint('muted', `  ${header}`.trimEnd()), ...rows];
}

/** The lanes that fit; the strip takes what room the others leave. */
function lanesFor(table: Table, screen: Screen): Lane[] {
  const room = screen.width - 2;
  const texts = table.columns.map((column, index) =>
    textLane(
      column,
      table.rows.map((row) => row.cells[index] ?? { text: '', value: null }),
      screen,
    ),
  );
  if (!table.strip) return fitting(texts, room);
  // Beside the figures it pictures; what follows is read less often.
  const position = table.columns.findIndex((column) => column.key === 'comparison') + 1;
  const place = emptyStrip();
  const lanes = fitting(texts.toSpliced(position, 0, place), room);
  const spare = room - totalWidth(lanes) + stripWidth.min;
  const drawn = stripLane(table, table.strip, Math.min(spare, stripWidth.max), screen);
  return lanes.map((lane) => (lane === place ? drawn : lane));
}

function emptyStrip(): Lane {
  return { header: '', lines: [], width: stripWidth.min, dropOrder: stripDropOrder };
}

function stripLane(table: Table, { axis, points }: Strip, width: number, screen: Screen): Lane {
  return {
    header: stripHeader(axis, width),
    lines: points.map((point, index) => stripLine(point, axis, width, screen, table.rows[index])),
    width,
    dropOrder: stripDropOrder,
  };
}

function textLane(column: Column, cells: TableCell[], { paint, characters }: Screen): Lane {
  // What a set of characters spells with two has to be known before it is laid out.
  const { plain } = characters;
  const header = plain(column.header);
  const pad = column.align === 'right' ? padStart : padEnd;
  const texts = cells.map((cell) => plain(cell.text));
  const details = cells.map((cell) => plain(cell.detail ?? ''));
  const [textWidth, detailWidth] = [widest(texts), widest(details)];
  const detailRoom = detailWidth > 0 ? detailWidth + 1 : 0;
  const room = Math.max(width(header), textWidth + detailRoom);
  const lines = cells.map(({ tone }, index) => {
    const padded = pad(texts[index] ?? '', textWidth);
    const after =
      detailWidth > 0 ? paint('muted', ` ${padEnd(details[index] ?? '', detailWidth)}`) : '';
    return pad((tone ? paint(tone, padded) : padded) + after, room);
  });
  // Above the figures, not above what is set off from them.
  const placed = padEnd(pad(header, room - detailRoom), room);
  return { header: placed, lines, width: room, dropOrder: column.dropOrder };
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(width));
}

/** Drops the lane with the largest order until the rest fits; order 0 always stays. */
function fitting(lanes: Lane[], room: number): Lane[] {
  if (totalWidth(lanes) <= room) return lanes;
  const last = lanes.reduce((a, b) => (b.dropOrder > a.dropOrder ? b : a));
  return last.dropOrder === 0
    ? lanes
    : fitting(
        lanes.filter((lane) => lane !== last),
        room,
      );
}

function totalWidth(lanes: Lane[]): number {
  return lanes.reduce((sum, lane) => sum + lane.width + gap.length, -gap.length);
}
