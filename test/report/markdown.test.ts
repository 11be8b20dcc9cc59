import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderMarkdown } from '../../src/report/markdown.js';
import { buildReport } from '../../src/report/report.js';
import { assertGolden } from './golden.js';
import { hostileRun, tradeoffRun } from './sample-run.js';

test('verdicts come first and all cells are folded', () => {
  const { record, judgement } = tradeoffRun();
  assertGolden('summary.md', renderMarkdown(buildReport(record, judgement)));
});

test('a name neither breaks a table nor becomes markup', () => {
  const { record, judgement } = hostileRun();
  const text = renderMarkdown(buildReport(record, judgement));
  assertGolden('summary-hostile.md', text);
  const tags = [...text.matchAll(/(?<!\\)<(\/?\w+)/g)].map((match) => match[1]);
  assert.deepEqual([...new Set(tags)].sort(), ['/details', '/summary', 'details', 'summary']);
  const widths = text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.replaceAll(/\\\|/g, '').split('|').length);
  assert.equal(new Set(widths).size, 3, 'three tables, each with one number of columns');
});

test('a text never passes its limit, and keeps the verdicts longest', () => {
  const { record, judgement } = tradeoffRun();
  const report = buildReport(record, judgement);
  const full = Buffer.byteLength(renderMarkdown(report));
  const sizes = [full, full - 1, 4000, 3000].map((maxBytes) => {
    const text = renderMarkdown(report, { maxBytes });
    assert.ok(Buffer.byteLength(text) <= maxBytes, `${Buffer.byteLength(text)} of ${maxBytes}`);
    for (const { workload } of report.verdicts) assert.ok(text.includes(`**${workload}**`));
    return text.length;
  });
  assert.deepEqual(
    sizes,
    sizes.toSorted((a, b) => b - a),
  );
  assert.ok(renderMarkdown(report, { maxBytes: 4000 }).length < full / 2);
});

test('200 cells stay below what GitHub takes', () => {
  const { record, judgement } = tradeoffRun();
  const workloads = Array.from({ length: 50 }, (_, index) => {
    const workload = judgement.workloads[index % judgement.workloads.length]!;
    return { ...workload, key: `${workload.key}(size=${index})` };
  });
  const text = renderMarkdown(buildReport(record, { ...judgement, workloads }));
  assert.ok(Buffer.byteLength(text) <= 60_000);
});
