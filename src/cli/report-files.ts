/** The files of a report in its folder. A format that cannot be written costs only itself. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RunRecord } from '../record/run-record.js';
import type { Report } from '../report/report.js';
import type { JudgedRun } from '../report/side-by-side.js';
import type { Judgement } from '../verdict/verdict.js';

export const formats = ['html', 'png', 'md', 'csv', 'json', 'trace'] as const;
export type Format = (typeof formats)[number];

/** What the report of a run is made from. */
export interface Findings {
  record: RunRecord;
  judgement: Judgement;
  report: Report;
}

/** What a report of several runs is made from. */
export interface SideBySide {
  runs: readonly JudgedRun[];
  report: Report;
}

/** A format that was not written, and why. */
export interface FormatFailure {
  format: Format;
  reason: string;
}

type Files = Iterable<NamedFile> | AsyncIterable<NamedFile>;
type NamedFile = [path: string, content: string | Uint8Array];

/** Each renderer is loaded when it is asked for: the charts alone take longer than all else. */
const renderers: Record<Format, (findings: Findings | SideBySide) => Files | Promise<Files>> = {
  async html({ report }) {
    const { renderHtml } = await import('../report/html.js');
    return [['report.html', await renderHtml(report)]];
  },
  async *png({ report }) {
    const { renderCharts } = await import('../report/png.js');
    for await (const { name, png } of renderCharts(report)) {
      yield [join('charts', name), png];
    }
  },
  async md({ report }) {
    const { renderMarkdown } = await import('../report/markdown.js');
    return [['summary.md', renderMarkdown(report)]];
  },
  async csv({ report }) {
    const { renderCsv } = await import('../report/csv.js');
    return [['results.csv', renderCsv(report)]];
  },
  async trace(findings) {
    if ('runs' in findings) throw new Error('a trace is of a single run');
    const { renderTrace } = await import('../report/trace.js');
    return [['trace.json', `${JSON.stringify(renderTrace(findings.record))}\n`]];
  },
  async json(findings) {
    const name = 'runs' in findings ? 'side-by-side.json' : 'summary.json';
    return [[name, await summaryJson(findings)]];
  },
};

/** Writes the wanted formats below `folder`. */
export async function writeReportFiles(
  findings: Findings | SideBySide,
  wanted: readonly Format[],
  folder: string,
): Promise<FormatFailure[]> {
  const failures: FormatFailure[] = [];
  for (const format of wanted) {
    try {
      for await (const [path, content] of await renderers[format](findings)) {
        const file = join(folder, path);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, content);
      }
    } catch (error) {
      failures.push({ format, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return failures;
}

/** `summary.json` or `side-by-side.json`, and what `--json` writes. */
export async function summaryJson(findings: Findings | SideBySide): Promise<string> {
  return `${JSON.stringify(await summaryOf(findings), null, 2)}\n`;
}

async function summaryOf(findings: Findings | SideBySide): Promise<unknown> {
  if ('runs' in findings) {
    const { renderSideBySideSummary } = await import('../report/side-by-side/summary.js');
    return renderSideBySideSummary(findings.runs);
  }
  const { renderSummary } = await import('../report/summary.js');
  return renderSummary(findings.record, findings.judgement);
}
