/** All stored runs as a report of its own: where a reader starts. */
import type { Report } from './document.js';
import { absent } from './table.js';
import type { Column, Row, Table, TableCell } from './table.js';
import { count } from './units.js';

/** A stored run in few words. */
export interface StoredRun {
  /** Name by which it is found. */
  name: string;
  startedAt: string;
  suite: string;
  node: string;
  /** Short, with a `+` where files differed from it; null without a repository. */
  commit: string | null;
  machine: string;
  cells: number;
  status: 'measuring' | 'complete' | 'interrupted' | 'unreadable';
}

/** With where it leads to. */
export interface ListedRun extends StoredRun {
  /** Its page. */
  href: string;
  /** Where it stands beside the run of the same suite before it; null without one. */
  besideHref: string | null;
}

export interface RunListSource {
  /** `loop-or-pool 0.1.0` */
  tool: string;
  /** Folders and files that were looked through. */
  places: readonly string[];
  /** Where the trends of the history are, if there is one. */
  trendHref: string | null;
  drawnAt: Date;
}

/** @param runs in the order in which they are to stand, the latest first */
export function buildRunList(runs: readonly ListedRun[], source: RunListSource): Report {
  const measuring = runs.filter(({ status }) => status === 'measuring').length;
  const places = source.places.join(' · ');
  const heading = runs.length === 0 ? 'No runs yet' : headingOf(runs.length, measuring);
  const table: Table = {
    id: 'runs',
    caption: 'Runs, the latest first',
    columns,
    rows: runs.map(row),
  };
  return {
    runId: places,
    title: `${source.tool} · runs`,
    environment: places,
    status: [{ tone: measuring > 0 ? 'warn' : 'ok', text: heading }],
    command: 'npx loop-or-pool run',
    startedAt: source.drawnAt.toISOString(),
    ...(source.trendHref !== null && {
      links: [{ text: 'Trends of the history', href: source.trendHref }],
    }),
    looks: [],
    verdicts: [],
    workloads: [],
    results: table,
    sections: [
      {
        id: 'runs',
        name: 'Runs',
        heading,
        lead: 'Each run leads to its report. A run that still goes on fills its report round by round.',
        blocks: [{ kind: 'table', table, isFolded: false }],
      },
    ],
    notes: [],
  };
}

function headingOf(runs: number, measuring: number): string {
  return `${count(runs, 'run')}${measuring > 0 ? `, ${measuring} going on` : ''}`;
}

const columns: Column[] = [
  ['run', 'run'],
  ['suite', 'suite'],
  ['status', 'status'],
  ['cells', 'cells'],
  ['node', 'Node'],
  ['commit', 'commit'],
  ['beside', 'and the one before'],
  ['started', 'started'],
  ['machine', 'machine'],
].map(([key = '', header = '']) => ({
  key,
  header,
  align: key === 'cells' ? 'right' : 'left',
  dropOrder: 0,
}));

function row(run: ListedRun): Row {
  const status: TableCell = { text: run.status, value: run.status };
  const isDoubtful = run.status === 'interrupted' || run.status === 'unreadable';
  return {
    isMarked: run.status === 'measuring',
    cells: [
      { text: run.name, value: run.name, href: run.href },
      text(run.suite),
      isDoubtful ? { ...status, tone: 'doubt' } : status,
      { text: String(run.cells), value: run.cells },
      text(run.node.replace(/^v/, '')),
      run.commit === null ? absent : text(run.commit),
      run.besideHref === null
        ? absent
        : { text: 'side by side', value: null, href: run.besideHref },
      text(run.startedAt.replace('T', ' ').replace(/\.\d+Z$/, 'Z')),
      text(run.machine),
    ],
  };
}

function text(value: string): TableCell {
  return { text: value, value };
}
