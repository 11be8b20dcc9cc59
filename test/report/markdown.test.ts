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
  assert.equal(new Set(widths).size, 2, 'two tables, each with one number of columns');
});
