/** Shows a run, or several: tables or verdicts on the screen, files in its folder, the summary as JSON. */
import { writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import type { Trend } from '../history/trend.js';
import type { RunRecord } from '../record/run-record.js';
import { buildReport } from '../report/report.js';
import { buildSideBySide } from '../report/side-by-side.js';
import { renderTerminal, renderTerminalVerdicts } from '../report/terminal.js';
import { judge } from '../verdict/judge.js';
import { summaryJson, writeReportFiles } from './report-files.js';
import type { Findings, Format, SideBySide } from './report-files.js';
import { styled } from './terminal.js';
import type { Terminal } from './terminal.js';

export interface PresentOptions {
  /** Gets the files. */
  folder: string;
  formats: readonly Format[];
  /** Also write the summary here; `-` is stdout, and then nothing else goes there. */
  json: string | undefined;
  /** Verdicts only. */
  quiet: boolean;
}

/** Everything that is said about a record. @param past what a history knows of its cells */
export function findingsOf(record: RunRecord, past: readonly Trend[] = []): Findings {
  const judgement = judge(record);
  return { record, judgement, report: buildReport(record, judgement, past) };
}

/** Everything that is said about several records at once. */
export function sideBySideOf(records: readonly RunRecord[]): SideBySide {
  const runs = records.map((record) => ({ record, judgement: judge(record) }));
  return { runs, report: buildSideBySide(runs) };
}

export async function present(
  findings: Findings | SideBySide,
  { folder, formats, json, quiet }: PresentOptions,
  terminal: Terminal,
): Promise<void> {
  const { out, err, ascii } = terminal;
  const screen = json === '-' ? err : out;
  const render = quiet ? renderTerminalVerdicts : renderTerminal;
  if ('record' in findings && findings.record.status === 'interrupted') {
    err.write(`${styled(err, 'yellow', 'note:')} interrupted; these are partial results\n`);
  }
  screen.write(render(findings.report, { width: screen.width, color: screen.color, ascii }));

  const failures = await writeReportFiles(findings, formats, folder);
  for (const { format, reason } of failures) {
    err.write(`${styled(err, 'yellow', 'warning:')} no ${format}: ${reason}\n`);
  }
  if (json === '-') out.write(await summaryJson(findings));
  else if (json !== undefined) await writeFile(json, await summaryJson(findings));
  if (!quiet && formats.length > 0) err.write(`\nreport in ${relative('', folder) || '.'}/\n`);
}
