/** A comparison for a terminal: the table, the finding, then what speaks against it. */
import type { Report } from '../document.js';
import { noteLines } from '../terminal.js';
import { tableLines } from './grid.js';
import { screenFor } from './screen.js';
import type { TerminalOptions } from './screen.js';
import { wrap } from './text.js';

/** Ends in a newline. */
export function renderComparison(report: Report, options: TerminalOptions): string {
  const screen = screenFor(options);
  const [finding] = report.sections;
  const lines = [
    ...wrap(report.environment, screen.width, ''),
    '',
    ...tableLines(report.results, screen),
    '',
    ...wrap(finding?.heading ?? '', screen.width, '').map((line) => screen.paint('strong', line)),
    ...noteLines(report.notes, screen),
  ];
  return `${screen.characters.plain(lines.join('\n'))}\n`;
}
