import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderCsv } from '../../src/report/csv.js';
import { renderHtml } from '../../src/report/html.js';
import { renderMarkdown } from '../../src/report/markdown.js';
import { labelsOf } from '../../src/report/run-labels.js';
import { buildSideBySide } from '../../src/report/side-by-side.js';
import type { JudgedRun } from '../../src/report/side-by-side.js';
import { renderSideBySideSummary } from '../../src/report/side-by-side/summary.js';
import { sideBySideSchema } from '../../src/report/summary.js';
import { renderTerminal } from '../../src/report/terminal.js';
import { assertGolden } from './golden.js';
import { tradeoff } from './sample-figures.js';
import { crossoverRun, run, tradeoffRun } from './sample-run.js';

test('runs are named by what tells them apart, and by their ids if nothing does', () => {
  assert.deepEqual(labelsOf([onNode('20.20.2').record, onNode('22.12.0').record]), [
    'node 20.20.2',
    'node 22.12.0',
  ]);
  const [a, b] = [onNode('20.20.2').record, onNode('20.20.2').record];
  a.startedAt = '2026-11-20T10:00:00.000Z';
  assert.deepEqual(labelsOf([a, b]), ['2026-11-20 10:00:00Z', '2026-11-22 16:49:34Z']);
  assert.deepEqual(labelsOf([b, b]), [b.id, b.id]);
});

test('each run has its columns in every output', () => {
  const report = buildSideBySide([onNode('20.20.2'), onNode('22.12.0')]);
  assertGolden(
    'side-by-side.txt',
    renderTerminal(report, { width: 100, color: false, ascii: false }),
  );
  assertGolden('side-by-side.md', renderMarkdown(report));
  const [header = ''] = renderCsv(report).split('\r\n');
  assert.ok(
    header.startsWith('workload,model,run1.wallMs,run1.wallMsLow,run1.wallMsHigh,run1.speedUp'),
  );
  assert.ok(header.includes('run2.speedUp'));
  assert.ok(renderHtml(report).includes('The runs agree on 8 workloads'));
});

test('a cell that only one run has is absent in the other', () => {
  const other = onNode('22.12.0');
  other.judgement.workloads = other.judgement.workloads.slice(1);
  const { rows } = buildSideBySide([onNode('20.20.2'), other]).results;
  assert.equal(rows[0]?.cells.at(-1)?.value, null);
  assert.notEqual(rows[0]?.cells.at(2)?.value, null);
});

test('verdicts that differ are counted; an unclear one differs from nothing', () => {
  const other = onNode('22.12.0');
  const [sleep, flags] = other.judgement.workloads;
  sleep!.verdict.best = { model: 'worker-pool:2x10', speedUp: null };
  flags!.verdict.status = 'unclear';
  const [verdicts] = buildSideBySide([onNode('20.20.2'), other]).sections;
  assert.equal(
    verdicts?.heading,
    'The runs disagree on 1 of 7 workloads; 2 not decided in two of them',
  );
});

function onNode(version: string): JudgedRun {
  const run = tradeoffRun();
  run.record.environment.node = version;
  return run;
}

test('a workload under other parameters stands in one row, marked as other work', () => {
  const [small, large] = [withLimit(100_000), withLimit(300_000)];
  const report = buildSideBySide([small, large]);

  assert.equal(report.environment, 'limit=100000 | limit=300000');
  const rows = report.results.rows.filter(({ cells }) => cells[0]?.text === 'prime-sieve');
  assert.equal(rows.length, 4);
  for (const { cells } of rows) {
    assert.equal(cells[0]?.detail, 'not the same work');
    assert.ok(cells.every(({ value }) => value !== null));
  }
  assert.deepEqual(report.notes, [
    {
      tone: 'warn',
      text: 'Work: prime-sieve got other tasks or parameters: compare no times of it',
    },
  ]);
  assert.equal(small.judgement.workloads[0]?.key, 'prime-sieve(limit=100000)');
});

test('a sweep keeps a row for each value', () => {
  const report = buildSideBySide([crossoverRun(), later(crossoverRun())]);
  const keys = new Set(report.results.rows.map(({ cells }) => cells[0]?.text));
  assert.equal(keys.size, 11);
});

test('each difference that forbids a comparison is said once, with what is left to compare', () => {
  const other = onNode('20.20.2');
  other.record.environment.fingerprint = 'another machine';
  other.record.settings.preset = 'quick';
  other.record.status = 'interrupted';
  const [cell, spoilt] = other.record.cells;
  cell!.outputsHash = 'another';
  spoilt!.error = { kind: 'threw', message: 'no' };

  const { notes, sections } = buildSideBySide([onNode('20.20.2'), later(other)]);

  assert.deepEqual(
    notes.map(({ text }) => text.split(':', 1)[0]),
    ['Interrupted', 'Failed', 'Outputs', 'Machines', 'Presets'],
  );
  assert.ok(sections.some(({ id }) => id === 'comparable'));
});

test('the chart names the cell whose speed-ups lie farthest apart', () => {
  const other = onNode('22.12.0');
  const numbers = other.judgement.workloads.find(({ key }) => key === 'pbkdf2')?.cells[1]?.numbers;
  numbers!.speedUp = { value: 3.86, low: 3.7, high: 4, count: 24 };
  const report = buildSideBySide([onNode('20.20.2'), other]);
  const [chart] = report.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'chart' ? [block.chart] : [])),
  );
  assert.equal(
    chart?.title,
    'Speed-ups lie farthest apart for pbkdf2 with async-pool:20: 1.93x to 3.86x',
  );
  // A heading per workload and model, and its two runs below.
  assert.equal(chart?.kind === 'forest' && chart.rows.length, 9 * 3 * (1 + 2));
});

test('the summary for programs is what its schema says, labels and facts with each run', () => {
  const summary = renderSideBySideSummary([onNode('20.20.2'), onNode('22.12.0')]);
  assert.deepEqual(sideBySideSchema.parse(JSON.parse(JSON.stringify(summary))), summary);
  assert.deepEqual(
    summary.runs.map(({ label, facts }) => [label, facts['node']]),
    [
      ['node 20.20.2', 'node 20.20.2'],
      ['node 22.12.0', 'node 22.12.0'],
    ],
  );
});

function withLimit(limit: number): JudgedRun {
  const figures = tradeoff.find(({ key }) => key === 'prime-sieve');
  return run('tradeoff', [
    { ...figures!, name: 'prime-sieve', key: `prime-sieve(limit=${limit})`, params: { limit } },
  ]);
}

function later(run: JudgedRun): JudgedRun {
  run.record.startedAt = '2026-11-23T08:00:00.000Z';
  return run;
}
