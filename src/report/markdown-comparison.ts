/** A comparison as GitHub Markdown, for a job summary or a comment on a pull request. */
import type { Report } from './document.js';
import { escape, fitting, folded, table } from './markdown.js';
import type { MarkdownOptions } from './markdown.js';
import type { Table } from './table.js';

/** The finding first; rows without news are folded, and what is long is left out last. */
export function renderMarkdownComparison(report: Report, options: MarkdownOptions = {}): string {
  const figures = report.sections.flatMap(({ id, blocks }) =>
    id === 'figures' ? blocks.flatMap((one) => (one.kind === 'table' ? [one.table] : [])) : [],
  );
  const others = figures.map((one) => folded(one.caption, table(one)));
  return fitting(
    [
      () => [...opening(report), ...cells(report.results), ...others, closing(report)],
      () => [...opening(report), ...cells(report.results), closing(report)],
      ...[100, 30, 10].map((most) => () => [...opening(report, most), closing(report)]),
    ],
    options,
  );
}

/** What the job that posts a comment finds the earlier one by. */
const MARKER = '<!-- loop-or-pool:comment:default -->';

function opening(report: Report, most = Infinity): string[] {
  const [finding] = report.sections;
  const news = newsOf(report.results);
  const rows = news.rows.slice(0, most);
  const left = news.rows.length - rows.length;
  return [
    MARKER,
    `### ${escape(report.title)}: ${escape(finding?.heading ?? '')}`,
    escape(report.environment),
    ...(rows.length > 0 ? [table({ ...news, rows })] : []),
    ...(left > 0 ? [`and ${left} more in the report`] : []),
    ...report.notes.slice(0, most).map(({ text }) => `> **!** ${escape(text)}`),
  ];
}

/** The rows of cells that are not the same. */
function newsOf(results: Table): Table {
  const place = results.columns.findIndex(({ key }) => key === 'outcome');
  return { ...results, rows: results.rows.filter(({ cells }) => cells[place]?.value !== 'same') };
}

function cells(results: Table): string[] {
  const hasNews = newsOf(results).rows.length;
  return hasNews === results.rows.length
    ? []
    : [folded(`All ${results.rows.length} cells`, table(results))];
}

function closing({ command }: Report): string {
  return `Compare again with \`${command}\``;
}
