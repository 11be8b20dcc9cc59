/** Fields: a table's columns together with how each is filled from what a row is about. */
import { absent } from './table.js';
import type { Column, Table, TableCell } from './table.js';
import * as units from './units.js';

export interface Field<T> {
  column: Column;
  cell(item: T): TableCell;
}

/** Reads a figure; null where the item has none. */
type Figure<T> = (item: T) => number | null;

interface Heading {
  key: string;
  header: string;
  /** Default 0: always stays. */
  dropOrder?: number;
}

/** A table with a row for each item. */
export function tableOf<T>(
  { id, caption }: Pick<Table, 'id' | 'caption'>,
  fields: readonly Field<T>[],
  items: readonly T[],
  isMarked: (item: T) => boolean = () => false,
): Table {
  return {
    id,
    caption,
    columns: fields.map((field) => field.column),
    rows: items.map((item) => ({
      isMarked: isMarked(item),
      cells: fields.map((field) => field.cell(item)),
    })),
  };
}

/** Words, flush left. */
export function textField<T>(key: string, header: string, read: (item: T) => string): Field<T> {
  return {
    column: { key, header, align: 'left', dropOrder: 0 },
    cell: (item) => ({ text: read(item), value: read(item) }),
  };
}

/** Milliseconds, in the one unit that suits the items. */
export function durationField<T>(heading: Heading, items: readonly T[], read: Figure<T>): Field<T> {
  const unit = units.durationUnit(items.map((item) => read(item) ?? 0));
  return figureField(heading, (ms) => units.inUnit(ms, unit), read);
}

/** How late a loop was, in the one unit that suits the items. */
export function delayField<T>(heading: Heading, items: readonly T[], read: Figure<T>): Field<T> {
  const unit = units.delayUnit(items.map((item) => read(item) ?? 0));
  return figureField(heading, (ms) => units.delayInUnit(ms, unit), read);
}

/** Bytes, in the one unit that suits the items. */
export function byteField<T>(heading: Heading, items: readonly T[], read: Figure<T>): Field<T> {
  const unit = units.byteUnit(items.map((item) => read(item) ?? 0));
  return figureField(heading, (bytes) => units.inUnit(bytes, unit), read);
}

/** Figures, flush right. */
export function figureField<T>(
  { key, header, dropOrder = 0 }: Heading,
  show: (value: number) => string,
  read: Figure<T>,
): Field<T> {
  return {
    column: { key, header, align: 'right', dropOrder },
    cell: (item) => {
      const value = read(item);
      return value === null ? absent : { text: show(value), value };
    },
  };
}
