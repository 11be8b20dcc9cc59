/** Can I trust this run? A list of questions, each answered, with what to try where the answer is no. */
import type { RunRecord } from '../../record/run-record.js';
import type { Judgement } from '../../verdict/verdict.js';
import type { Check, Section } from '../document.js';
import { tableOf, textField } from '../fields.js';
import type { Table } from '../table.js';
import { count, percent } from '../units.js';

/** The audit of a run. */
export function trustSection(record: RunRecord, judgement: Judgement): Section {
  const checks = [
    completeness(record),
    outputs(record),
    precision(record, judgement),
    evidence(record),
    collections(judgement),
    oversubscription(record),
    ...judgement.warnings.map((warning) => doubt('This run', warning)),
    ...judgement.workloads.flatMap(({ key, nature }) =>
      nature.warning === null ? [] : [doubt(key, nature.warning)],
    ),
  ];
  const warnings = warningsTable(judgement);
  const open = checks.filter((check) => !check.passed).length;
  return {
    id: 'trust',
    name: 'Trust',
    heading:
      open === 0
        ? 'Nothing speaks against trusting this run'
        : `${count(open, 'thing')} to know before trusting this run`,
    lead: 'Each line is a question that was put to the run. A line that did not pass says what to try.',
    blocks: [
      { kind: 'checks', checks },
      ...(warnings.rows.length > 0
        ? [{ kind: 'table' as const, table: warnings, isFolded: warnings.rows.length > 5 }]
        : []),
    ],
  };
}

function warningsTable(judgement: Judgement): Table {
  const warnings = judgement.workloads.flatMap(({ key, cells }) =>
    cells.flatMap(({ model, warnings: texts }) =>
      texts.map((text) => ({ workload: key, model, text })),
    ),
  );
  type Warning = (typeof warnings)[number];
  const fields = [
    textField<Warning>('workload', 'workload', ({ workload }) => workload),
    textField<Warning>('model', 'model', ({ model }) => model),
    textField<Warning>('warning', 'warning', ({ text }) => text),
  ];
  const caption = `Warnings about single cells: ${warnings.length}`;
  return tableOf({ id: 'warnings', caption }, fields, warnings);
}

function completeness({ cells }: RunRecord): Check {
  const failed = cells.filter((cell) => cell.error !== null);
  const subject = 'Cells';
  return failed.length === 0
    ? { passed: true, subject, finding: `${count(cells.length, 'cell')} measured, none failed.` }
    : {
        passed: false,
        subject,
        finding: failed.map(({ id, error }) => `${id}: ${error?.message ?? ''}`).join(' '),
        advice: 'Mend the workload; the figures of the other cells stand.',
      };
}

function outputs({ cells }: RunRecord): Check {
  const differing = cells.filter((cell) => cell.error?.kind === 'outputs-differ');
  const subject = 'Outputs';
  return differing.length === 0
    ? {
        passed: true,
        subject,
        finding: 'Every model returned the same outputs for the same inputs.',
      }
    : {
        passed: false,
        subject,
        finding: `${differing.map((cell) => cell.id).join(', ')} returned something else.`,
        advice: 'Look for state shared between tasks; a different answer is no faster answer.',
      };
}

function precision({ settings }: RunRecord, judgement: Judgement): Check {
  const widths = judgement.workloads.flatMap((workload) =>
    workload.cells.flatMap(({ id, numbers }) =>
      numbers?.speedUp && numbers.comparison !== 'reference'
        ? [{ id, half: Math.sqrt(numbers.speedUp.high / numbers.speedUp.low) - 1 }]
        : [],
    ),
  );
  const widest = widths.reduce((a, b) => (b.half > a.half ? b : a), { id: 'none', half: 0 });
  const wide = widths.filter(({ half }) => half > settings.precision).length;
  const wanted = `the wanted ±${percent(settings.precision)}`;
  const subject = 'Precision';
  return wide === 0
    ? {
        passed: true,
        subject,
        finding: `Every interval is within ${wanted}; the widest is ±${percent(widest.half)} (${widest.id}).`,
      }
    : {
        passed: false,
        subject,
        finding: `${wide} of ${count(widths.length, 'interval')} ${wide === 1 ? 'is' : 'are'} wider than ${wanted}.`,
        advice: 'Close other programs, or give more time with --budget or --rigorous.',
      };
}

function evidence({ cells, settings }: RunRecord): Check {
  const measured = cells.filter((cell) => cell.error === null);
  const processes = Math.min(...measured.map((cell) => cell.processes.length));
  const samples = Math.min(
    ...measured.map((cell) =>
      cell.processes.reduce((sum, process) => sum + process.samples.length, 0),
    ),
  );
  const subject = 'Evidence';
  if (measured.length === 0) {
    return {
      passed: false,
      subject,
      finding: 'No cell was measured.',
      advice: 'See the failures.',
    };
  }
  const finding = `At least ${count(samples, 'sample')} of each cell, from ${processes} fresh process${processes === 1 ? '' : 'es'}.`;
  return processes >= 3
    ? { passed: true, subject, finding }
    : {
        passed: false,
        subject,
        finding: `${finding} Processes differ in layout and compiled code, which so few cannot show.`,
        advice: `${settings.preset === 'quick' ? 'Leave --quick away, or ask' : 'Ask'} for --processes 3, with the --budget that takes.`,
      };
}

function collections(judgement: Judgement): Check {
  const shares = judgement.workloads.flatMap((workload) =>
    workload.cells.flatMap(({ id, numbers }) => (numbers ? [{ id, share: numbers.gcShare }] : [])),
  );
  const worst = shares.reduce((a, b) => (b.share > a.share ? b : a), { id: 'none', share: 0 });
  const subject = 'Garbage collection';
  const finding = `Largest share of wall time: ${percent(worst.share)} (${worst.id}).`;
  return worst.share <= 0.1
    ? { passed: true, subject, finding }
    : {
        passed: false,
        subject,
        finding,
        advice: 'Allocate less per task, or give the heap more room.',
      };
}

function oversubscription({ environment, cells }: RunRecord): Check {
  const crowded = new Set(
    cells.filter((cell) => cell.workers > environment.cpus).map((cell) => cell.model),
  );
  const subject = 'Workers and CPUs';
  return crowded.size === 0
    ? {
        passed: true,
        subject,
        finding: `No model has more workers than the ${count(environment.cpus, 'CPU')}.`,
      }
    : {
        passed: false,
        subject,
        finding: `${[...crowded].join(', ')} shared ${count(environment.cpus, 'CPU')}.`,
        advice: 'Expect no speed-up of computing beyond the number of CPUs.',
      };
}

function doubt(subject: string, finding: string): Check {
  return { passed: false, subject, finding };
}
