/**
 * JUnit XML, as CI services show it: a suite for each workload, a case for each of its models.
 *
 * A cell that regressed is a failure, one that could not be measured an error, one of which the samples
 * tell nothing is skipped: that is no pass, and it breaks no build.
 */
import type { Judgement } from '../../verdict/verdict.js';
import { measuredCells } from './measured-cells.js';
import type { ExportSource } from './measured-cells.js';

export type CaseOutcome =
  | { status: 'passed' }
  /** Judged and found wanting: it regressed. */
  | { status: 'failed'; message: string }
  /** It could not be measured; `kind` says by which cause. */
  | { status: 'broken'; kind: string; message: string }
  /** It was measured, but nothing can be said. */
  | { status: 'undecided'; message: string };

export interface JUnitCase {
  workload: string;
  model: string;
  /** Time of a batch; null if there is none. */
  wallMs: number | null;
  outcome: CaseOutcome;
}

/** The cells of a plain run: those that were measured pass. */
export function casesOfRun(source: ExportSource): JUnitCase[] {
  const wallMs = new Map(
    measuredCells(source).map(({ cell, numbers }) => [cell.id, numbers.wallMs.value]),
  );
  return source.judgement.workloads.flatMap(({ key, cells }) =>
    cells.map(({ id, model, failure }) => ({
      workload: key,
      model,
      wallMs: wallMs.get(id) ?? null,
      outcome: runOutcome(failure),
    })),
  );
}

/** The document; `name` is that of the whole, `startedAt` an ISO time. */
export function renderJUnit(name: string, startedAt: string, cases: readonly JUnitCase[]): string {
  const workloads = [...new Set(cases.map(({ workload }) => workload))];
  const suites = workloads.flatMap((workload) =>
    suiteLines(
      workload,
      startedAt,
      cases.filter((item) => item.workload === workload),
    ),
  );
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name, ...tally(cases) })}>`,
    ...suites,
    '</testsuites>',
  ];
  return lines.map((line) => `${line}\n`).join('');
}

type Failure = Judgement['workloads'][number]['cells'][number]['failure'];

function runOutcome(failure: Failure): CaseOutcome {
  if (failure === null) return { status: 'passed' };
  const { kind, message } = failure;
  return kind === 'not-measured' || kind === 'unavailable'
    ? { status: 'undecided', message }
    : { status: 'broken', kind, message };
}

function suiteLines(name: string, startedAt: string, cases: JUnitCase[]): string[] {
  // The format's time has neither zone nor fractions.
  const timestamp = new Date(startedAt).toISOString().slice(0, 19);
  return [
    `  <testsuite${attributes({ name, ...tally(cases), timestamp })}>`,
    ...cases.flatMap(caseLines),
    '  </testsuite>',
  ];
}

function caseLines({ workload, model, wallMs, outcome }: JUnitCase): string[] {
  const start = `    <testcase${attributes({ name: model, classname: workload, time: seconds(wallMs) })}`;
  const child = childOf(outcome);
  return child === null ? [`${start}/>`] : [`${start}>`, `      ${child}`, '    </testcase>'];
}

function childOf(outcome: CaseOutcome): string | null {
  switch (outcome.status) {
    case 'passed':
      return null;
    case 'failed':
      return element('failure', 'regression', outcome.message);
    case 'broken':
      return element('error', outcome.kind, outcome.message);
    case 'undecided':
      return `<skipped${attributes({ message: firstLine(outcome.message) })}/>`;
  }
}

function element(tag: string, type: string, message: string): string {
  const start = `<${tag}${attributes({ message: firstLine(message), type })}`;
  return message.includes('\n') ? `${start}>${escaped(message)}</${tag}>` : `${start}/>`;
}

function tally(cases: readonly JUnitCase[]): Record<string, string> {
  const count = (status: CaseOutcome['status']) =>
    String(cases.filter(({ outcome }) => outcome.status === status).length);
  const totalMs = cases.reduce((total, { wallMs }) => total + (wallMs ?? 0), 0);
  return {
    tests: String(cases.length),
    failures: count('failed'),
    errors: count('broken'),
    skipped: count('undecided'),
    time: seconds(totalMs),
  };
}

function seconds(wallMs: number | null): string {
  return ((wallMs ?? 0) / 1000).toFixed(6);
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function attributes(values: Record<string, string>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('');
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML 1.0 has no way to write most control characters, so colour codes and the like are dropped. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
