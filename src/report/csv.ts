/** All results as CSV (RFC 4180): one row per cell, raw figures in the units that the headers name. */
import type { Report } from './document.js';
import type { Column, TableCell } from './table.js';

/** Opens in spreadsheets without any text becoming a formula. */
export function renderCsv({ results }: Report): string {
  const columns = results.columns.map((column, index) => ({ column, index })).filter(hasValues);
  const header = columns.flatMap(({ column }) => headers(column));
  const rows = results.rows.map((row) =>
    columns.flatMap(({ column, index }) => fields(column, row.cells[index])),
  );
  return [header, ...rows].map((record) => `${record.map(quoted).join(',')}\r\n`).join('');

  function hasValues({ column }: { column: Column }): boolean {
    // The interval in words: its ends stand beside the speed-up.
    return column.key !== 'interval';
  }
}

function headers({ key, hasInterval }: Column): string[] {
  return hasInterval ? [key, `${key}Low`, `${key}High`] : [key];
}

function fields({ hasInterval }: Column, cell: TableCell | undefined): string[] {
  const value = raw(cell?.value ?? null);
  if (!hasInterval) return [value];
  return [value, raw(cell?.interval?.low ?? null), raw(cell?.interval?.high ?? null)];
}

function raw(value: number | string | null): string {
  if (value === null) return '';
  return typeof value === 'number' ? String(value) : inert(value);
}

/** A leading =, +, -, @, tab or return would make a spreadsheet compute the text. */
function inert(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
