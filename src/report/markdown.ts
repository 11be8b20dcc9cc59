/** The report as GitHub Markdown, for a job summary, a pull request or a README. */
import type { Check, Report, VerdictCard } from './document.js';
import { markerOf } from './palette.js';
import type { Table, TableCell } from './table.js';

/** Verdicts first; what is long is folded. */
export function renderMarkdown(report: Report): string {
  const verdict = report.sections.find((section) => section.id === 'verdict');
  const trust = report.sections.find((section) => section.id === 'trust');
  const checks =
    trust?.blocks.flatMap((block) => (block.kind === 'checks' ? block.checks : [])) ?? [];
  const parts = [
    `### ${escape(report.title)}: ${escape(verdict?.heading ?? '')}`,
    escape(report.environment),
    verdictTable(report.verdicts),
    ...report.notes.map(({ text }) => `> **!** ${escape(text)}`),
    folded(`All ${report.results.rows.length} cells`, table(report.results)),
    folded(trust?.heading ?? '', checks.map(check).join('\n')),
    `Run \`${report.runId}\` · measure again with \`${report.command}\``,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
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
function table({ columns, rows }: Table): string {
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

function folded(summary: string, body: string): string {
  return `<details><summary>${escape(summary)}</summary>\n\n${body}\n\n</details>`;
}

function line(cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Names come from users: they must neither break a table nor become markup. */
function escape(value: string): string {
  return value.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#~]/g, (character) => `\\${character}`);
}
