/** The report as GitHub Markdown, for a job summary, a pull request or a README. */
import type { Check, Report, VerdictCard } from './document.js';
import { markerOf } from './palette.js';
import type { Table, TableCell } from './table.js';

/** GitHub drops a comment of more than 64 kB whole; this leaves room for what is put around it. */
const defaultLimit = 60_000;

export interface MarkdownOptions {
  /** Longest text, in bytes of UTF-8. Default 60,000. */
  maxBytes?: number;
}

/** Verdicts first; what is long is folded, and left out where it would pass the limit. */
export function renderMarkdown(report: Report, options: MarkdownOptions = {}): string {
  const forms = [
    () => [
      ...opening(report),
      ...answers(report),
      ...allCells(report),
      ...trust(report),
      closing(report),
    ],
    () => [...opening(report), ...answers(report), ...trust(report), closing(report)],
    () => [...opening(report), closing(report)],
    ...[100, 30, 10].map((most) => () => [...opening(report, most), closing(report)]),
  ];
  return fitting(forms, options);
}

/** The first of several forms of a text, the longest first, that is short enough. */
export function fitting(
  forms: (() => string[])[],
  { maxBytes = defaultLimit }: MarkdownOptions,
): string {
  const texts = forms.map((form) => () => `${form().join('\n\n')}\n`);
  const text = texts.find((one) => Buffer.byteLength(one()) <= maxBytes) ?? texts.at(-1);
  return text?.() ?? '';
}

function opening(report: Report, most = Infinity): string[] {
  const verdict = report.sections.find((section) => section.id === 'verdict');
  const left = report.verdicts.length - most;
  return [
    `### ${escape(report.title)}: ${escape(verdict?.heading ?? '')}`,
    escape(report.environment),
    ...(report.verdicts.length > 0 ? [verdictTable(report.verdicts.slice(0, most))] : []),
    ...(verdict?.blocks ?? []).flatMap((block) =>
      block.kind === 'table'
        ? [table({ ...block.table, rows: block.table.rows.slice(0, most) })]
        : [],
    ),
    ...(left > 0 ? [`and ${left} more in report.html`] : []),
    ...report.notes.slice(0, most).map(({ text }) => `> **!** ${escape(text)}`),
  ];
}

/** What the suite was made to find out. */
function answers({ sections }: Report): string[] {
  return sections
    .filter((section) => section.isAnswer)
    .flatMap(({ heading, blocks }) => [
      `**${escape(heading)}**`,
      ...blocks.flatMap((block) =>
        block.kind === 'table' && !block.isFolded ? [table(block.table)] : [],
      ),
    ]);
}

function allCells({ results, models }: Report): string[] {
  return [
    ...(models ? [folded(models.caption, table(models))] : []),
    folded(`All ${results.rows.length} cells`, table(results)),
  ];
}

function trust({ sections }: Report): string[] {
  const section = sections.find(({ id }) => id === 'trust');
  if (!section) return [];
  const checks = section.blocks.flatMap((block) => (block.kind === 'checks' ? block.checks : []));
  return [folded(section.heading, checks.map(check).join('\n'))];
}

function closing({ runId, command }: Report): string {
  return `Run \`${runId}\` · measure again with \`${command}\``;
}

function verdictTable(cards: VerdictCard[]): string {
  const rows = cards.map((card) =>
    line([
      `**${escape(card.workload)}**`,
      escape(card.status === 'unclear' ? `${card.nature}, unclear` : card.nature),
      card.look ? `${markerOf(card.look)} ${escape(card.look.model)}` : '–',
      card.speedUp ?? '–',
      card.interval ?? '–',
      escape(card.reason),
    ]),
  );
  return [
    line(['workload', 'nature', 'run it on', 'speed-up', '95 % interval', 'because']),
    '|:--|:--|:--|--:|:--|:--|',
    ...rows,
  ].join('\n');
}

/** A table in pipes and dashes; the pick is bold. */
export function table({ columns, rows }: Table): string {
  return [
    line(columns.map((column) => column.header)),
    `|${columns.map((column) => (column.align === 'right' ? '--:' : ':--')).join('|')}|`,
    ...rows.map((row) =>
      line(
        row.cells.map((cell, index) =>
          row.isMarked && index < 2 ? `**${text(cell)}**` : text(cell),
        ),
      ),
    ),
  ].join('\n');
}

function text(cell: TableCell): string {
  return escape(cell.detail === undefined ? cell.text : `${cell.text} ${cell.detail}`);
}

function check({ passed, subject, finding, advice }: Check): string {
  const next = advice === undefined ? '' : ` *${escape(advice)}*`;
  return `- ${passed ? 'ok' : '**!**'} ${escape(subject)}: ${escape(finding)}${next}`;
}

/** Closed until asked for. */
export function folded(summary: string, body: string): string {
  return `<details><summary>${escape(summary)}</summary>\n\n${body}\n\n</details>`;
}

function line(cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Names come from users: they must neither break a table nor become markup. */
export function escape(value: string): string {
  return value.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#~]/g, (character) => `\\${character}`);
}
