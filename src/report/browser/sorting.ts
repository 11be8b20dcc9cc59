/** Column headers become buttons that sort their table. */

/** A table of facts about the machine has no order to choose. */
export function offerSorting(root: ParentNode): void {
  const tables = '.frame table:not(#table-environment)';
  for (const table of root.querySelectorAll<HTMLTableElement>(tables)) {
    table.querySelectorAll('thead th').forEach((header, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = header.textContent;
      button.addEventListener('click', () => sort(table, header, column));
      header.replaceChildren(button);
    });
  }
}

function sort(table: HTMLTableElement, header: Element, column: number): void {
  const descending = header.getAttribute('aria-sort') === 'ascending';
  table.querySelectorAll('thead th').forEach((other) => other.removeAttribute('aria-sort'));
  header.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
  const body = table.tBodies[0];
  if (!body) return;
  const rows = [...body.rows].sort((a, b) => compare(valueOf(a, column), valueOf(b, column)));
  body.append(...(descending ? rows.reverse() : rows));
}

function valueOf(row: HTMLTableRowElement, column: number): string {
  return row.cells[column]?.dataset['value'] ?? '';
}

/** Numbers by size, words by the alphabet. */
function compare(a: string, b: string): number {
  const [x, y] = [Number.parseFloat(a), Number.parseFloat(b)];
  return Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b) : x - y;
}
