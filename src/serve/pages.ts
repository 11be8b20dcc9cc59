/** What a path leads to: a page, one that is followed while it changes, or a file. */
import type { Trend } from '../history/trend.js';
import type { RunRecord } from '../record/run-record.js';
import { renderCsv } from '../report/csv.js';
import type { Report } from '../report/document.js';
import { buildLiveReport } from '../report/live-report.js';
import { buildReport } from '../report/report.js';
import { buildRunList } from '../report/run-list.js';
import type { ListedRun, StoredRun } from '../report/run-list.js';
import { buildSideBySide } from '../report/side-by-side.js';
import { renderSummary } from '../report/summary.js';
import { renderTrace } from '../report/trace.js';
import { buildTrendReport } from '../report/trend-report.js';
import { judge } from '../verdict/judge.js';
import type { Changing } from './changes.js';
import type { FoundRun, Shelf } from './shelf.js';

export type Answer =
  | { kind: 'page'; report: Report; isLive: boolean }
  | { kind: 'events'; pages: Changing<Page> }
  | { kind: 'file'; name: string; type: string; text: string };

/** A page at a moment. */
export interface Page {
  report: Report;
  /** It will not change any more. */
  isOver: boolean;
}

export interface Library {
  shelf: Shelf;
  /** `loop-or-pool 0.1.0` */
  tool: string;
  /** Where runs are looked for, in words. */
  places: readonly string[];
  hasHistory: boolean;
}

/** @param path its parts after the token, decoded. Null if it leads nowhere. */
export async function answerTo(path: readonly string[], library: Library): Promise<Answer | null> {
  const [place = '', first = '', second = '', end] = path;
  if (path.length === 1 && place === '') return page(await runList(library));
  if (path.length === 1 && place === 'events') return events(() => runList(library), library.shelf);
  if (path.length === 3 && place === 'run') return aboutRun(first, second, library);
  if (path.length === 4 && place === 'beside' && end === '') {
    return sideBySide([first, second], library);
  }
  if (path.length === 2 && place === 'history' && first === '' && library.hasHistory) {
    return page({ report: await trends(library), isOver: true });
  }
  return null;
}

function page({ report, isOver }: Page): Answer {
  return { kind: 'page', report, isLive: !isOver };
}

function events(read: () => Promise<Page>, shelf: Shelf, name?: string): Answer {
  const stamp = () => shelf.stamp(name);
  return { kind: 'events', pages: { stamp, read, isLast: ({ isOver }) => isOver } };
}

async function runList({ shelf, tool, places, hasHistory }: Library): Promise<Page> {
  const runs = await shelf.list();
  const report = buildRunList(
    runs.map((run, i) => listed(run, runs.slice(i + 1))),
    {
      tool,
      places,
      trendHref: hasHistory ? 'history/' : null,
      drawnAt: new Date(),
    },
  );
  return { report, isOver: false };
}

function listed(run: StoredRun, earlier: readonly StoredRun[]): ListedRun {
  const href = `run/${encodeURIComponent(run.name)}/`;
  const before = earlier.find(
    ({ suite, status }) => suite === run.suite && status !== 'unreadable',
  );
  const names = [before?.name ?? '', run.name].map(encodeURIComponent);
  const besideHref = before && run.status !== 'unreadable' ? `beside/${names.join('/')}/` : null;
  return { ...run, href, besideHref };
}

async function aboutRun(name: string, what: string, library: Library): Promise<Answer | null> {
  const found = await library.shelf.read(name);
  if (found === null) return null;
  const past = await library.shelf.past(found.record);
  if (what === '') return page(runPage(found, past));
  if (what === 'events') {
    const read = async () => runPage((await library.shelf.read(name)) ?? found, past);
    return events(read, library.shelf, name);
  }
  return fileOf(what, found.record);
}

const files = ['run.json', 'summary.json', 'results.csv', 'trace.json'] as const;

function runPage({ record, isMeasuring }: FoundRun, past: readonly Trend[]): Page {
  const judgement = judge(record);
  const report = isMeasuring
    ? buildLiveReport(record, judgement)
    : buildReport(record, judgement, past);
  const links = [
    { text: 'All runs', href: '../../' },
    ...files.map((name) => ({ text: name, href: name })),
  ];
  return { report: { ...report, links }, isOver: !isMeasuring };
}

function fileOf(name: string, record: RunRecord): Answer | null {
  const json = (value: unknown): Answer => ({
    kind: 'file',
    name,
    type: 'application/json',
    text: `${JSON.stringify(value)}\n`,
  });
  switch (files.find((known) => known === name)) {
    case 'run.json':
      return json(record);
    case 'summary.json':
      return json(renderSummary(record, judge(record)));
    case 'trace.json':
      return json(renderTrace(record));
    case 'results.csv':
      return {
        kind: 'file',
        name,
        type: 'text/csv',
        text: renderCsv(buildReport(record, judge(record))),
      };
    case undefined:
      return null;
  }
}

async function sideBySide(names: readonly string[], { shelf }: Library): Promise<Answer | null> {
  const runs = [];
  for (const name of names) {
    const found = await shelf.read(name);
    if (found === null) return null;
    runs.push({ record: found.record, judgement: judge(found.record) });
  }
  const report = buildSideBySide(runs);
  return page({
    report: { ...report, links: [{ text: 'All runs', href: '../../../' }] },
    isOver: true,
  });
}

async function trends({ shelf, tool, places }: Library): Promise<Report> {
  const report = buildTrendReport(await shelf.trends(), {
    tool,
    place: places.at(-1) ?? '',
    command: 'npx loop-or-pool history trend',
    drawnAt: new Date(),
  });
  return { ...report, links: [{ text: 'All runs', href: '../' }] };
}
