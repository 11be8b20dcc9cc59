/** Trends as a report of their own, for a page and for pictures. */
import type { Change, Stretch, Trend, TrendPoint } from '../history/trend.js';
import { trendChart } from './trend-chart.js';
import type { Chip, Report, Section } from './document.js';
import { figureField, tableOf, textField } from './fields.js';
import { looksOf } from './palette.js';
import type { Table } from './table.js';
import {
  dateOf,
  figureNames,
  intervalOf,
  rangeOf,
  shortCommit,
  signedPercent,
  trendUnit,
} from './trend-words.js';
import { count, inUnit } from './units.js';

/** What a trend is read from. */
export interface TrendSource {
  /** `loop-or-pool 0.1.0` */
  tool: string;
  /** Where the history lies, without a password. */
  place: string;
  /** How to add a run. */
  command: string;
  drawnAt: Date;
}

/** More than that, and a reader looks for those that changed. */
const FEW = 4;

/** A section for each trend: its chart, its changes, its runs. Those that changed come first. */
export function buildTrendReport(trends: readonly Trend[], source: TrendSource): Report {
  const changed = trends.filter((trend) => changesOf(trend).length > 0);
  const calm = trends.filter((trend) => !changed.includes(trend));
  const changes = trends.flatMap(changesOf);
  return {
    runId: source.place,
    title: `${source.tool} · history`,
    environment: `${source.place} · ${count(trends.length, 'cell')} · 95 % intervals`,
    status: [changeChip(changes.length)],
    command: source.command,
    startedAt: source.drawnAt.toISOString(),
    looks: looksOf(trends.map(({ model }) => model)),
    verdicts: [],
    workloads: [],
    results: { id: 'results', caption: '', columns: [], rows: [] },
    sections: [...changed, ...calm].map((trend, i) => ({
      ...trendSection(trend, `trend-${i + 1}`),
      isFolded: trends.length > FEW && !changed.includes(trend),
    })),
    notes: [],
  };
}

function changesOf({ stretches }: Trend): Change[] {
  return stretches.flatMap(({ changes }) => changes);
}

function changeChip(changes: number): Chip {
  return changes === 0
    ? { tone: 'ok', text: 'no change' }
    : { tone: 'warn', text: count(changes, 'change') };
}

function trendSection(trend: Trend, id: string): Section {
  const changes = changesOf(trend);
  const heading = `${trend.cellId}: ${finding(trend)}`;
  return {
    id,
    name: trend.cellId,
    heading,
    lead: `Each point is a run with its 95 % interval, ${figureNames[trend.figure]}; the dashed line is the level it belongs to. A gap stands where the machine, Node or the settings changed: what lies on either side must not be compared.`,
    blocks: [
      { kind: 'chart', chart: trendChart(trend, id, heading) },
      ...(changes.length > 0
        ? [{ kind: 'table' as const, table: changesTable(changes, id), isFolded: false }]
        : []),
      { kind: 'table', table: runsTable(trend, id), isFolded: true },
    ],
    limits:
      'A change is dated to the runs on either side of it; without a run of each commit between them, it is not known which of those commits made it.',
  };
}

/** `+20 % after 4444444 of 2026-01-04, by 5555555 of 2026-01-05`, or that nothing moved. */
function finding(trend: Trend): string {
  const changes = changesOf(trend);
  const latest = changes.at(-1);
  const runs = trend.stretches.reduce((total, { points }) => total + points.length, 0);
  if (!latest) return `no change in ${count(runs, 'run')}`;
  const others = changes.length > 1 ? `, the latest of ${changes.length} changes` : '';
  return `${signedPercent(latest.ratio.value)} ${rangeOf(latest)}${others}`;
}

function changesTable(changes: readonly Change[], id: string): Table {
  const fields = [
    textField<Change>('change', 'change', ({ ratio }) => signedPercent(ratio.value)),
    textField<Change>('interval', '95 % interval', intervalOf),
    textField<Change>('range', 'between', rangeOf),
  ];
  return tableOf({ id: `${id}-changes`, caption: 'Changes' }, fields, changes);
}

type RunRow = TrendPoint & Pick<Stretch, 'conditions'>;

function runsTable({ figure, stretches }: Trend, id: string): Table {
  const rows = stretches.flatMap(({ points, conditions }) =>
    points.map((point): RunRow => ({ ...point, conditions })),
  );
  const unit = trendUnit(
    figure,
    rows.map(({ value }) => value),
  );
  const show = (value: number) => inUnit(value, unit);
  const value = (key: 'value' | 'low' | 'high', header: string) =>
    figureField<RunRow>({ key, header }, show, (row) => row[key]);
  const fields = [
    textField<RunRow>('run', 'run', ({ runId }) => runId),
    textField<RunRow>('date', 'date', dateOf),
    textField<RunRow>('commit', 'commit', shortCommit),
    value('value', figureNames[figure]),
    value('low', 'at least'),
    value('high', 'at most'),
    textField<RunRow>('machine', 'machine', ({ conditions }) => conditions.fingerprint),
    textField<RunRow>('node', 'Node', ({ conditions }) => String(conditions.nodeMajor)),
  ];
  return tableOf({ id: `${id}-runs`, caption: 'Runs' }, fields, rows);
}
