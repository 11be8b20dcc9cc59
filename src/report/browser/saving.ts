/** Every table can be saved as CSV, with raw figures in the units that its headers name. */
import { csvText } from '../csv.js';

/** Puts a button below each table. */
export function offerSaving(root: ParentNode): void {
  for (const table of root.querySelectorAll<HTMLTableElement>('.frame table')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Save as CSV';
    button.addEventListener('click', () => save(table));
    table.closest('.frame')?.after(button);
  }
}

function save(table: HTMLTableElement): void {
  const header = [...table.querySelectorAll<HTMLElement>('thead th')];
  const rows = [...(table.tBodies[0]?.rows ?? [])].map((row) =>
    [...row.cells].map((cell) => cell.dataset['value'] ?? ''),
  );
  const names = header.map((cell) => cell.dataset['key'] ?? '');
  const file = new Blob([csvText([names, ...rows])], { type: 'text/csv' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = `${table.id.replace(/^table-/, '')}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
