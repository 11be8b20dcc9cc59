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
  return csvText([header, ...rows]);

  function hasValues({ column }: { column: Column }): boolean {
    // The interval in words: its ends stand beside the speed-up.
    return column.key !== 'interval';
  }
}

/** Records as CSV text; no field is a formula. */
export function csvText(records: readonly (readonly string[])[]): string {
  return records.map((record) => `${record.map(csvField).join(',')}\r\n`).join('');
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
  return typeof value === 'number' ? String(value) : value;
}

function csvField(text: string): string {
  return quoted(inert(text));
}

/** A leading =, +, -, @, tab or return would make a spreadsheet compute what is no number. */
function inert(text: string): string {
  const isFormula = /^[=+\-@\t\r]/.test(text) && !Number.isFinite(Number(text));
  return isFormula ? `'${text}` : text;
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
