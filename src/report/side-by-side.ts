/** Several runs in one report: the same cells under different Node versions, machines or parameters. */
import type { RunRecord } from '../record/run-record.js';
import type { Check, Chip, Report, Section, WorkloadBlock } from './document.js';
import { looksOf } from './palette.js';
import { printable } from './printable.js';
import { factsOf, labelsOf } from './run-labels.js';
import { aligned } from './side-by-side/aligned.js';
import { changedWork, doubtsOf, notesOf } from './side-by-side/doubts.js';
import { column, pivotTable, speedUp, wall, withoutWorkload } from './side-by-side/figures.js';
import type { Pivot } from './side-by-side/figures.js';
import { workloadOf } from './side-by-side/judged-run.js';
import type { JudgedRun } from './side-by-side/judged-run.js';
import { speedUpSections } from './side-by-side/speed-up.js';
import { absent } from './table.js';
import type { Row, Table, TableCell } from './table.js';
import * as units from './units.js';

export type { JudgedRun } from './side-by-side/judged-run.js';

/**
 * Tables with a column per run, named by what tells the runs apart. Nothing is tested here: between
 * runs the level of a machine moves, and only measuring alternately tells a change from that.
 *
 * @param given at least one.
 */
export function buildSideBySide(given: readonly JudgedRun[]): Report {
  const runs = aligned(given);
  const records = runs.map((run) => run.record);
  const labels = labelsOf(records);
  const keys = unique(runs.flatMap(({ judgement }) => judgement.workloads.map(({ key }) => key)));
  const models = unique(records.flatMap(({ cells }) => cells.map(({ model }) => model)));
  const doubts = doubtsOf(records, labels);
  const pivot: Pivot = { runs, labels, models, changed: changedWork(records) };
  const results = pivotTable(
    { id: 'side-by-side', caption: 'All results' },
    keys,
    [wall, speedUp],
    pivot,
  );
  return printable({
    runId: records.map(({ id }) => id).join(', '),
    title: `loop-or-pool · ${runs.length} runs side by side`,
    environment: labels.join(' | '),
    status: chips(runs.length, doubts.length),
    command: `npx loop-or-pool report ${records.map(({ id }) => id).join(' ')}`,
    startedAt: records[0]?.startedAt ?? '',
    looks: looksOf(models),
    verdicts: [],
    workloads: keys.map((key) => workloadBlock(key, pivot)),
    results,
    sections: [
      verdictSection(runs, labels, keys),
      ...doubtSections(doubts),
      ...speedUpSections(runs, labels, keys, models),
      resultsSection(results),
      factsSection(records, labels),
    ],
    notes: notesOf(doubts),
  });
}

function chips(runs: number, doubts: number): Chip[] {
  const chip: Chip = { tone: 'ok', text: units.count(runs, 'run') };
  return doubts === 0 ? [chip] : [chip, { tone: 'warn', text: units.count(doubts, 'warning') }];
}

function workloadBlock(key: string, pivot: Pivot): WorkloadBlock {
  const table = pivotTable({ id: `workload-${key}`, caption: key }, [key], [speedUp], pivot);
  const subtitle = pivot.changed.includes(key) ? 'speed-up · not the same work' : 'speed-up';
  return { key, subtitle, description: '', table: withoutWorkload(table) };
}
function verdictSection(runs: readonly JudgedRun[], labels: string[], keys: string[]): Section {
  const rows = keys.map((key): Row => {
    const picks = runs.map((run) => pickOf(run, key));
    return { isMarked: false, cells: [{ text: key, value: key }, ...picks] };
  });
  return {
    id: 'verdict',
    name: 'Verdicts',
    heading: finding(rows),
    lead: 'Where each run says that the work belongs, with the speed-up over its own event loop.',
    blocks: [
      {
        kind: 'table',
        isFolded: false,
        table: {
          id: 'verdicts',
          caption: 'Verdict of each run',
          columns: [column('workload'), ...labels.map((label) => column(label))],
          rows,
        },
      },
    ],
    limits:
      'Whether a difference between runs is more than a moment of the machine: measure both alternately with compare.',
  };
}

/** Nothing where the runs may be compared as they are. */
function doubtSections(doubts: Check[]): Section[] {
  if (doubts.length === 0) return [];
  return [
    {
      id: 'comparable',
      name: 'Comparable?',
      heading: `Compare with care: ${units.count(doubts.length, 'warning')}`,
      lead: 'What else differs is marked in the table of environments below.',
      blocks: [{ kind: 'checks', checks: doubts }],
    },
  ];
}

/** Only clear verdicts agree or disagree. */
function finding(rows: readonly Row[]): string {
  const picks = rows
    .map(({ cells: [, ...verdicts] }) => verdicts.flatMap(({ value }) => value ?? []))
    .filter((clear) => clear.length > 1);
  const disagreed = picks.filter((clear) => new Set(clear).size > 1).length;
  const left = rows.length - picks.length;
  const rest = left === 0 ? '' : `; ${left} not decided in two of them`;
  if (picks.length === 0) return 'No workload has a clear verdict in two of the runs';
  return disagreed === 0
    ? `The runs agree on ${units.count(picks.length, 'workload')}${rest}`
    : `The runs disagree on ${disagreed} of ${units.count(picks.length, 'workload')}${rest}`;
}

function pickOf(run: JudgedRun, key: string): TableCell {
  const verdict = workloadOf(run, key)?.verdict;
  if (!verdict?.best || verdict.status === 'none') return absent;
  const { model, speedUp } = verdict.best;
  if (verdict.status === 'unclear') return { text: 'unclear', detail: model, value: null };
  return { text: model, value: model, ...(speedUp && { detail: units.times(speedUp.value) }) };
}

function resultsSection(results: Table): Section {
  return {
    id: 'results',
    name: 'All results',
    heading: `All results: ${units.count(results.rows.length, 'cell')}`,
    lead: 'Median wall time of a batch and speed-up over the event loop of the same run, with 95 % intervals.',
    blocks: [{ kind: 'table', table: results, isFolded: false }],
  };
}

function factsSection(records: readonly RunRecord[], labels: string[]): Section {
  const facts = factsOf(records);
  const names = unique(facts.flatMap(Object.keys)).filter((name) =>
    facts.some((item) => item[name]),
  );
  return {
    id: 'environment',
    name: 'Environments',
    heading: 'What the runs were measured with',
    lead: 'A marked row differs between the runs.',
    blocks: [
      {
        kind: 'table',
        isFolded: false,
        table: {
          id: 'environment',
          caption: 'Environments and settings',
          columns: [column('what'), ...labels.map((label) => column(label))],
          rows: names.map((name) => {
            const values = facts.map((item) => item[name] ?? '');
            return {
              isMarked: new Set(values).size > 1,
              cells: [name, ...values].map((text) => ({ text, value: text })),
            };
          }),
        },
      },
    ],
  };
}

function unique(items: readonly string[]): string[] {
  return [...new Set(items)];
}
