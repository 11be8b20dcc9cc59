/** Charts of rows: workloads in bold, their models below, a figure at the right of each. */
import type { ForestRow, RangeRow } from '../chart.js';
import { fontSize, headroom, narrowBelow } from './surface.js';
import type { Surface } from './surface.js';

type Row = ForestRow | RangeRow;
interface TickContext {
  index: number;
}

const rowHeight = 23;

/** Pixels for all rows and the axis below them. */
export function rowsHeight(rows: readonly Row[], surface: Surface): number {
  return rows.length * rowHeight + 60 + headroom(surface);
}

/** The scales of such a chart; the figures at the right only where they have room. */
export function rowScales(rows: readonly Row[], surface: Surface) {
  return {
    y: labelScale(rows, surface),
    ...(surface.width >= narrowBelow && { figures: figureScale(rows, surface) }),
  };
}

function labelScale(rows: readonly Row[], surface: Surface) {
  const { theme, fontFamily } = surface;
  const heading = (index: number) => rows[index]?.kind === 'heading';
  return {
    ...rowScale(rows),
    position: 'left' as const,
    border: { display: false },
    grid: {
      color: ({ index }: TickContext) => (heading(index) ? theme.line : 'transparent'),
      drawTicks: false,
    },
    ticks: {
      autoSkip: false,
      crossAlign: 'far' as const,
      padding: 10,
      color: ({ index }: TickContext) => (heading(index) ? theme.ink : theme.muted),
      font: ({ index }: TickContext) => ({
        family: fontFamily,
        size: fontSize(surface),
        weight: heading(index) ? ('bold' as const) : ('normal' as const),
      }),
      callback: (value: string | number) => rows[Number(value)]?.label ?? '',
    },
  };
}

/** `1.86x of 2x` at the right of each row. */
function figureScale(rows: readonly Row[], surface: Surface) {
  const { theme, fontFamily } = surface;
  return {
    ...rowScale(rows),
    position: 'right' as const,
    border: { display: false },
    grid: { display: false },
    ticks: {
      autoSkip: false,
      crossAlign: 'far' as const,
      padding: 10,
      color: theme.ink,
      font: { family: fontFamily, size: fontSize(surface) },
      callback: (value: string | number) => {
        const row = rows[Number(value)];
        return row !== undefined && row.kind !== 'heading' && !surface.hidden.has(row.look.model)
          ? row.text
          : '';
      },
    },
  };
}

function rowScale(rows: readonly Row[]) {
  return {
    type: 'linear' as const,
    reverse: true,
    min: -0.6,
    max: rows.length - 0.4,
    afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
      scale.ticks = rows.map((_, value) => ({ value }));
    },
  };
}
