import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderCsv } from '../../src/report/csv.js';
import { renderHtml } from '../../src/report/html.js';
import { renderMarkdown } from '../../src/report/markdown.js';
import { labelsOf } from '../../src/report/run-labels.js';
import { buildSideBySide } from '../../src/report/side-by-side.js';
import type { JudgedRun } from '../../src/report/side-by-side.js';
import { renderTerminal } from '../../src/report/terminal.js';
import { assertGolden } from './golden.js';
import { tradeoffRun } from './sample-run.js';

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
  assert.ok(renderHtml(report).includes('The runs agree on 9 workloads'));
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
  assert.equal(verdicts?.heading, 'The runs disagree on 1 of 9 workloads');
});

function onNode(version: string): JudgedRun {
  const run = tradeoffRun();
  run.record.environment.node = version;
  return run;
}
