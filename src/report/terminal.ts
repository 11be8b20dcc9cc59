/**
 * The report for a terminal: a table per workload, the verdicts, then what speaks against them.
 *
 * Colour is a caller's decision. Where lines would be too long, tables lose columns in the order of
 * their `dropOrder`: 95 % interval, speed-up strip, loop delay, wall time, result.
 */
import type { Note, Report, Section, VerdictCard, WorkloadBlock } from './document.js';
import type { Table } from './table.js';
import { tableLines } from './terminal/grid.js';
import { screenFor } from './terminal/screen.js';
import type { Screen, TerminalOptions } from './terminal/screen.js';
import { padEnd, width as widthOf, wrap } from './terminal/text.js';

export type { TerminalOptions } from './terminal/screen.js';

/** The whole report, ending in a newline. */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const screen = screenFor(options);
  const lines = [
    ...wrap(report.environment, screen.width, ''),
    '',
    ...workloadLines(report.workloads, screen),
    ...answerLines(report, screen),
    ...findingLines(report.sections, screen),
    ...modelLines(report.models, screen),
    ...noteLines(report.notes, screen),
  ];
  return screen.characters.plain(lines.join('\n')) + '\n';
}

/** The verdicts alone, for `--quiet`. */
export function renderTerminalVerdicts(report: Report, options: TerminalOptions): string {
  const screen = screenFor(options);
  const lines = [...answerLines(report, screen), ...findingLines(report.sections, screen)];
  return screen.characters.plain(lines.join('\n')) + '\n';
}

/** Laid out as one table, so that columns and strips stand below each other through all workloads. */
function workloadLines(workloads: WorkloadBlock[], screen: Screen): string[] {
  const [first] = workloads;
  if (!first) return [];
  const [header = '', ...rows] = tableLines(stacked(first.table, workloads), screen);
  let next = 0;
  return workloads.flatMap(({ key, subtitle, table }) => {
    const [line = '', ...more] = wrap(`${key} · ${subtitle}`, screen.width, '  ');
    const title = screen.paint('strong', key) + line.slice(key.length);
    const own = rows.slice(next, next + table.rows.length);
    next += table.rows.length;
    return [title, ...more, header, ...own, ''];
  });
}

function stacked(first: Table, workloads: WorkloadBlock[]): Table {
  const tables = workloads.map((workload) => workload.table);
  const strip = first.strip && {
    axis: first.strip.axis,
    points: tables.flatMap((table) => table.strip?.points ?? []),
  };
  return { ...first, rows: tables.flatMap((table) => table.rows), ...(strip && { strip }) };
}

/** The verdicts of a run; where several runs are held side by side, the table of theirs. */
function answerLines({ verdicts, sections }: Report, screen: Screen): string[] {
  if (verdicts.length > 0) return verdictLines(verdicts, screen);
  const [answer] = sections;
  const tables = answer?.blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : []));
  return (tables ?? []).flatMap((table) => [
    ...wrap(answer?.heading ?? '', screen.width, '').map((line) => screen.paint('strong', line)),
    ...tableLines(table, screen),
  ]);
}

function verdictLines(cards: VerdictCard[], { proseWidth: width, paint }: Screen): string[] {
  const names = Math.max(...cards.map((card) => widthOf(card.workload)), 0);
  const natures = Math.max(...cards.map((card) => widthOf(natureOf(card))), 0);
  const indent = 2 + names + 2 + natures + 2;
  const isNarrow = width - indent < 40;
  const lines = cards.flatMap((card) => {
    const lead = `  ${paint('strong', padEnd(card.workload, names))}  ${padEnd(natureOf(card), natures)}  `;
    const text = `${answer(card)} ${card.reason}`;
    if (isNarrow)
      return [lead.trimEnd(), ...wrap(text, width - 4, '').map((line) => `    ${line}`)];
    const [first = '', ...rest] = wrap(text, width - indent, '');
    return [lead + first, ...rest.map((line) => ' '.repeat(indent) + line)];
  });
  return [paint('strong', 'Verdict'), ...lines];
}

function natureOf(card: VerdictCard): string {
  return card.status === 'unclear' ? 'unclear' : card.nature;
}

/** `worker-pool:2 (1.86x, 1.78–1.94).` */
function answer({ look, speedUp, interval, status }: VerdictCard): string {
  if (look === null) return '';
  const figures = speedUp === null || interval === null ? '' : ` (${speedUp}, ${interval})`;
  return `${status === 'unclear' ? 'perhaps ' : ''}${look.model}${figures}.`;
}

/** What the suite was made to find out: its finding, and the tables that are not folded away. */
function findingLines(sections: Section[], screen: Screen): string[] {
  return sections
    .filter((section) => section.isAnswer)
    .flatMap(({ name, heading, blocks }) => {
      const tables = blocks.flatMap((block) =>
        block.kind === 'table' && !block.isFolded ? ['', ...tableLines(block.table, screen)] : [],
      );
      const text = wrap(heading, screen.proseWidth - 4, '').map((line) => `  ${line}`);
      return ['', screen.paint('strong', name), ...text, ...tables];
    });
}

/** A ladder of sizes has a row for each of its rungs, which the report shows. */
const mostModels = 8;

/** What each model takes before it does any work. */
function modelLines(models: Table | undefined, screen: Screen): string[] {
  if (!models || models.rows.length > mostModels) return [];
  return ['', screen.paint('strong', models.caption), ...tableLines(models, screen)];
}

/** More notes than this hide the verdicts above them. */
const notesShown = 12;

/** The doubts, each wrapped beside its mark. */
export function noteLines(notes: Note[], { proseWidth: width, paint }: Screen): string[] {
  if (notes.length === 0) return [];
  const lines = notes.slice(0, notesShown).flatMap(({ tone, text }) => {
    const [first = '', ...rest] = wrap(text, width - 4, '');
    const mark = paint(tone === 'fail' ? 'worse' : 'doubt', '!');
    return [`  ${mark} ${first}`, ...rest.map((line) => `    ${line}`)];
  });
  const more = notes.length - notesShown;
  const remark = more > 0 ? [paint('muted', `    and ${more} more, all in the report`)] : [];
  return ['', paint('strong', 'Notes'), ...lines, ...remark];
}
