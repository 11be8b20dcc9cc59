/** What `compare` and `check` write: the table on the screen, and files for people and for programs. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { buildComparison } from '../report/comparison.js';
import { casesOfComparison, comparisonDocument } from '../report/comparison-data.js';
import type { Report } from '../report/document.js';
import { renderJUnit } from '../report/exporters/junit.js';
import { renderComparison } from '../report/terminal/comparison.js';
import type { Comparison } from '../verdict/regression.js';
import type { ComparisonFiles } from './comparison-flags.js';
import { toolVersion } from './prepared-text.js';
import type { Terminal } from './terminal.js';

/** Each makes its file's content; the page's renderer is loaded when it is asked for. */
const renderers: Record<
  keyof ComparisonFiles,
  (comparison: Comparison, report: Report) => Promise<string> | string
> = {
  json: (comparison) => `${JSON.stringify(comparisonDocument(comparison), null, 2)}\n`,
  async markdown(_, report) {
    const { renderMarkdownComparison } = await import('../report/markdown-comparison.js');
    return renderMarkdownComparison(report);
  },
  async html(_, report) {
    const { renderHtml } = await import('../report/html.js');
    return renderHtml(report);
  },
  junit: (comparison, report) =>
    renderJUnit('loop-or-pool', report.startedAt, casesOfComparison(comparison)),
};

/**
 * Shows the comparison and writes the files that were asked for. Where one of them is stdout, the table
 * goes to stderr, so that the file stands alone.
 *
 * @param command how to make the comparison again
 */
export async function presentComparison(
  comparison: Comparison,
  files: ComparisonFiles,
  command: string,
  { out, err, ascii }: Terminal,
): Promise<void> {
  const tool = `loop-or-pool ${toolVersion()}`;
  const report = buildComparison(comparison, { tool, command, madeAt: new Date() });
  const screen = Object.values(files).includes('-') ? err : out;
  screen.write(renderComparison(report, { width: screen.width, color: screen.color, ascii }));
  for (const format of Object.keys(renderers) as (keyof ComparisonFiles)[]) {
    const file = files[format];
    if (file === undefined) continue;
    const text = await renderers[format](comparison, report);
    if (file === '-') out.write(text);
    else await writeInto(file, text);
  }
}

async function writeInto(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
