/** A comparison as a report: the same document that runs have, so that every dialect can lay it out. */
import { FIGURES } from '../verdict/regression.js';
import type { ComparedCell, Comparison, FigureName } from '../verdict/regression.js';
import {
  changeWords,
  comparisonHeading,
  evidenceWords,
  figureWords,
  intervalWords,
  outcomeOf,
  outcomeWord,
  problemWord,
  versionWords,
} from './comparison-words.js';
import type { Chip, Note, Report, Section } from './document.js';
import { durationField, tableOf, textField } from './fields.js';
import type { Field } from './fields.js';
import { looksOf } from './palette.js';
import { printable } from './printable.js';
import { absent } from './table.js';
import type { Table } from './table.js';
import { signedPercent } from './trend-words.js';

/** What a comparison was made with. */
export interface ComparisonSource {
  /** `loop-or-pool 0.1.0` */
  tool: string;
  /** How to make it again. */
  command: string;
  madeAt: Date;
}

export function buildComparison(comparison: Comparison, source: ComparisonSource): Report {
  const { base, head, cells, evidence } = comparison;
  const results = cellsTable(comparison);
  return printable({
    runId: `${versionWords(base)}, ${versionWords(head)}`,
    title: `${source.tool} · comparison`,
    environment: `base ${versionWords(base)} · head ${versionWords(head)} · ${evidenceWords(evidence)}`,
    status: [statusChip(comparison)],
    command: source.command,
    startedAt: source.madeAt.toISOString(),
    looks: looksOf(cells.map(({ model }) => model)),
    verdicts: [],
    workloads: [],
    results,
    sections: [cellsSection(comparison, results), figuresSection(cells)],
    notes: notesOf(comparison),
  });
}

function statusChip({ cells }: Comparison): Chip {
  const outcomes = cells.map(outcomeOf);
  if (outcomes.includes('worse')) return { tone: 'fail', text: 'slower' };
  const isSure = outcomes.every((one) => one !== 'unclear' && one !== 'problem');
  return isSure ? { tone: 'ok', text: 'not slower' } : { tone: 'warn', text: 'cannot tell' };
}

function cellsTable({ cells, evidence }: Comparison): Table {
  const fields: Field<ComparedCell>[] = [
    textField('workload', 'workload', ({ workload }) => workload),
    textField('model', 'model', ({ model }) => model),
    durationField({ key: 'baseMs', header: 'base', dropOrder: 2 }, cells, (cell) => cell.baseMs),
    durationField({ key: 'headMs', header: 'head', dropOrder: 3 }, cells, (cell) => cell.headMs),
    changeField('time'),
    outcomeField(evidence),
    countField(evidence),
    ...(evidence === 'history' ? [detectableField] : []),
  ];
  const isMarked = (cell: ComparedCell) => outcomeOf(cell) === 'worse';
  return tableOf({ id: 'cells', caption: 'All cells' }, fields, cells, isMarked);
}

function changeField(figure: FigureName): Field<ComparedCell> {
  return {
    column: {
      key: figure,
      header: figure === 'time' ? 'change of time' : figureWords[figure],
      align: 'right',
      dropOrder: 0,
      hasInterval: true,
    },
    cell({ figures }) {
      const change = figures?.[figure];
      const text = change && changeWords(change);
      if (!change?.ratio || text === undefined || text === null) return absent;
      const { value, low, high } = change.ratio;
      return { text, detail: `(${intervalWords(change)})`, value, interval: { low, high } };
    },
  };
}

function outcomeField(evidence: Comparison['evidence']): Field<ComparedCell> {
  return {
    column: { key: 'outcome', header: 'finding', align: 'left', dropOrder: 0 },
    cell(cell) {
      const outcome = outcomeOf(cell);
      const { text, tone } = outcomeWord(outcome, evidence);
      const why = cell.problem === null ? '' : `: ${problemWord(cell.problem)}`;
      return { text: `${text}${why}`, tone, value: outcome };
    },
  };
}

function countField(evidence: Comparison['evidence']): Field<ComparedCell> {
  const isPaired = evidence === 'pairs' || evidence === 'confirmed-pairs';
  const header = isPaired ? 'pairs' : evidence === 'history' ? 'runs' : 'processes';
  return {
    column: { key: header, header, align: 'right', dropOrder: 4 },
    cell: ({ figures }) =>
      figures ? { text: String(figures.time.count), value: figures.time.count } : absent,
  };
}

/** The honest threshold of a history: a slow-down below it may go unseen. */
const detectableField: Field<ComparedCell> = {
  column: { key: 'detectable', header: 'can see', align: 'right', dropOrder: 1 },
  cell({ figures }) {
    const share = figures?.time.detectable;
    return share === null || share === undefined
      ? absent
      : { text: signedPercent(1 + share), value: share };
  },
};

function cellsSection(comparison: Comparison, table: Table): Section {
  return {
    id: 'verdict',
    name: 'Comparison',
    heading: comparisonHeading(comparison),
    lead: 'How much longer a batch takes in head than in base; every change with its interval.',
    blocks: [
      { kind: 'table', table, isFolded: false },
      ...(comparison.advice.length > 0
        ? [{ kind: 'table' as const, table: adviceTable(comparison), isFolded: false }]
        : []),
    ],
    limits:
      '"Cannot tell" is no pass: the samples leave both a change and none possible. More pairs, or a quieter machine, would tell.',
  };
}

function adviceTable({ advice }: Comparison): Table {
  const fields = [
    textField<(typeof advice)[number]>('workload', 'workload', ({ workload }) => workload),
    textField<(typeof advice)[number]>('was', 'best in base', ({ was }) => was),
    textField<(typeof advice)[number]>('now', 'best in head', ({ now }) => now),
  ];
  return tableOf({ id: 'advice', caption: 'Advice that changed' }, fields, advice);
}

function figuresSection(cells: readonly ComparedCell[]): Section {
  const others = FIGURES.filter((figure) => figure !== 'time');
  const fields = [
    textField<ComparedCell>('cell', 'cell', ({ id }) => id),
    ...others.map((figure) => changeField(figure)),
  ];
  const table = tableOf({ id: 'figures', caption: 'Loop delay, memory, CPU time' }, fields, cells);
  return {
    id: 'figures',
    name: 'Other figures',
    heading: 'Loop delay, memory and CPU time',
    lead: 'Changes of the 99th percentile of the loop delay (at least 1 ms), of the peak of resident memory, and of the CPU time of a task.',
    blocks: [{ kind: 'table', table, isFolded: true }],
  };
}

/** What is worse beside the time, what was not compared, what was left open, and the doubts. */
function notesOf({ cells, advice, warnings }: Comparison): Note[] {
  return [
    ...cells.flatMap(problemNotes),
    ...advice.map(({ workload, was, now }): Note => {
      return { tone: 'warn', text: `${workload}: the best model was ${was} and is now ${now}` };
    }),
    ...cells.flatMap(figureNotes),
    ...warnings.map((text): Note => ({ tone: 'warn', text })),
  ];
}

function problemNotes({ id, problem, accepted, figures }: ComparedCell): Note[] {
  if (problem) {
    const tone = problem.kind === 'failed' ? 'fail' : 'warn';
    const where = problem.kind === 'failed' ? ` (${problem.side})` : '';
    return [{ tone, text: `${id} was not compared${where}: ${problem.message}` }];
  }
  if (accepted === null || figures?.time.change !== 'worse') return [];
  return [{ tone: 'warn', text: `${id} is slower, as accepted: ${accepted}` }];
}

function figureNotes({ id, figures }: ComparedCell): Note[] {
  if (!figures) return [];
  return FIGURES.flatMap((figure): Note[] => {
    const { change, note } = figures[figure];
    const size = `${changeWords(figures[figure])} (${intervalWords(figures[figure])})`;
    // A batch that takes longer also computes longer; saying so twice is no news.
    const isTold = figure === 'time' || (figure === 'cpu' && figures.time.change === 'worse');
    const isWorse = change === 'worse' && !isTold;
    return [
      ...(isWorse ? [`${id}: more ${figureWords[figure]}: ${size}`] : []),
      ...(note === null ? [] : [`${id}: ${figureWords[figure]}: ${note}`]),
    ].map((text) => ({ tone: 'warn', text }));
  });
}
