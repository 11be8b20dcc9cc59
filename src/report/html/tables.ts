/** The table model as an HTML table whose headers sort once the script runs. */
import type { Column, Row, Table, TableCell } from '../table.js';
import { html, join } from './markup.js';
import type { Markup } from './markup.js';

/** The table in a frame of its own that scrolls sideways, so that the page never does. */
export function tableMarkup(table: Table): Markup {
  return html`<div class="frame" role="region" aria-label="${table.caption}" tabindex="0">
    <table id="table-${table.id}">
      <caption>
        ${table.caption}
      </caption>
      <thead>
        <tr>
          ${join(table.columns.map(headerCell))}
        </tr>
      </thead>
      <tbody>
        ${join(table.rows.map((row) => bodyRow(row, table.columns)))}
      </tbody>
    </table>
  </div>`;
}

/** The same, closed until asked for. */
export function foldedTable(table: Table): Markup {
  return html`<details>
    <summary>${table.caption}</summary>
    ${tableMarkup(table)}
  </details>`;
}

function headerCell({ key, header, align }: Column): Markup {
  return html`<th scope="col" class="${align}" data-key="${key}">${header}</th>`;
}

function bodyRow({ cells, isMarked }: Row, columns: Column[]): Markup {
  const markup = cells.map((cell, index) => bodyCell(cell, columns[index], index === 0));
  return html`<tr class="${isMarked ? 'pick' : ''}">
    ${join(markup)}
  </tr>`;
}

function bodyCell(cell: TableCell, column: Column | undefined, isFirst: boolean): Markup {
  const classes = [column?.align ?? 'left', cell.tone ?? ''].join(' ').trim();
  const detail = cell.detail === undefined ? '' : html` <small>${cell.detail}</small>`;
  const text = cell.href === undefined ? cell.text : html`<a href="${cell.href}">${cell.text}</a>`;
  const sortKey = cell.value === null ? '' : String(cell.value);
  return isFirst
    ? html`<th scope="row" class="${classes}" data-value="${sortKey}">${text}${detail}</th>`
    : html`<td class="${classes}" data-value="${sortKey}">${text}${detail}</td>`;
}
