/** Several runs in one report: the same cells under different Node versions, machines or parameters. */
import type { RunRecord } from '../record/run-record.js';
import type { CellResult, Judgement } from '../verdict/verdict.js';
import type { Report, Section, WorkloadBlock } from './document.js';
import { looksOf } from './palette.js';
import { printable } from './printable.js';
import { labelsOf, runFacts } from './run-labels.js';
import { absent } from './table.js';
import type { Column, Row, Table, TableCell } from './table.js';
import * as units from './units.js';

/** A run and what was said about it. */
export interface JudgedRun {
  record: RunRecord;
  judgement: Judgement;
}

/** A cell's key figures in one run. */
interface Figure {
  key: string;
  header: string;
  cell(result: CellResult): TableCell;
}

/**
 * Tables with a column per run, named by what tells the runs apart. Nothing is tested here: between
 * runs the level of a machine moves, and only measuring alternately tells a change from that.
 *
 * @param runs at least one.
 */
export function buildSideBySide(runs: readonly JudgedRun[]): Report {
  const records = runs.map((run) => run.record);
  const labels = labelsOf(records);
  const keys = unique(runs.flatMap(({ judgement }) => judgement.workloads.map(({ key }) => key)));
  const models = unique(records.flatMap(({ cells }) => cells.map(({ model }) => model)));
  const table = (id: string, workloads: string[], figures: Figure[]): Table => ({
    id,
    caption: id,
    columns: [...(workloads.length > 1 ? [column('workload')] : []), column('model')].concat(
      labels.flatMap((label, index) =>
        figures.map((figure) => runColumn(figure, label, index, figures.length > 1)),
      ),
    ),
    rows: workloads.flatMap((key) =>
      models.flatMap((model) => pivotRow(runs, key, model, figures, workloads.length > 1)),
    ),
  });
  const results = { ...table('side-by-side', keys, [wall, speedUp]), caption: 'All results' };
  return printable({
    runId: records.map(({ id }) => id).join(', '),
    title: `loop-or-pool · ${runs.length} runs side by side`,
    environment: labels.join(' | '),
    status: [{ tone: 'ok', text: units.count(runs.length, 'run') }],
    command: `npx loop-or-pool report ${records.map(({ id }) => id).join(' ')}`,
    startedAt: records[0]?.startedAt ?? '',
    looks: looksOf(models),
    verdicts: [],
    workloads: keys.map((key): WorkloadBlock => {
      return { key, subtitle: 'speed-up', description: '', table: table(key, [key], [speedUp]) };
    }),
    results,
    sections: [
      verdictSection(runs, labels, keys),
      resultsSection(results),
      factsSection(records, labels),
    ],
    notes: [],
  });
}

function verdictSection(runs: readonly JudgedRun[], labels: string[], keys: string[]): Section {
  const rows = keys.map((key): Row => {
    const picks = runs.map((run) => pickOf(run, key));
    return { isMarked: false, cells: [{ text: key, value: key }, ...picks] };
  });
  const changed = rows.filter(
    ({ cells: [, ...picks] }) => new Set(picks.flatMap(({ value }) => value ?? [])).size > 1,
  ).length;
  return {
    id: 'verdict',
    name: 'Verdicts',
    heading:
      changed === 0
        ? `The runs agree on ${units.count(keys.length, 'workload')}`
        : `The runs disagree on ${changed} of ${units.count(keys.length, 'workload')}`,
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

function pickOf({ judgement }: JudgedRun, key: string): TableCell {
  const verdict = judgement.workloads.find((workload) => workload.key === key)?.verdict;
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
  const facts = records.map(runFacts);
  const names = unique(facts.flatMap((item) => Object.keys(item)));
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

/** Nothing where no run has the cell. */
function pivotRow(
  runs: readonly JudgedRun[],
  key: string,
  model: string,
  figures: Figure[],
  hasWorkload: boolean,
): Row[] {
  const results = runs.map(({ judgement }) =>
    judgement.workloads
      .find((workload) => workload.key === key)
      ?.cells.find((cell) => cell.model === model),
  );
  if (results.every((result) => result === undefined)) return [];
  const leading = hasWorkload ? [key, model] : [model];
  const cells = [
    ...leading.map((text) => ({ text, value: text })),
    ...results.flatMap((result) =>
      figures.map((figure) => (result ? figure.cell(result) : absent)),
    ),
  ];
  return [{ isMarked: false, cells }];
}

const wall: Figure = {
  key: 'wallMs',
  header: 'wall time',
  cell: ({ numbers }) => {
    if (!numbers) return absent;
    const { value, low, high } = numbers.wallMs;
    const unit = units.durationUnit([value]);
    const detail = units.plusMinus(low, high, value, unit);
    return { text: units.inUnit(value, unit), detail, value, interval: { low, high } };
  },
};

const speedUp: Figure = {
  key: 'speedUp',
  header: 'speed-up',
  cell: ({ numbers }) => {
    if (!numbers?.speedUp) return absent;
    const { value, low, high } = numbers.speedUp;
    const detail = numbers.comparison === 'reference' ? '' : units.range(low, high);
    return { text: units.times(value), detail, value, interval: { low, high } };
  },
};

function column(header: string): Column {
  return { key: header, header, align: 'left', dropOrder: 0 };
}

function runColumn(
  { key, header }: Figure,
  label: string,
  index: number,
  isOneOf: boolean,
): Column {
  return {
    key: `run${index + 1}.${key}`,
    header: isOneOf ? `${label}: ${header}` : label,
    align: 'right',
    dropOrder: 0,
    hasInterval: true,
  };
}

function unique(items: readonly string[]): string[] {
  return [...new Set(items)];
}
