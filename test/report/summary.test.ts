import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderSummary, summarySchema } from '../../src/report/summary.js';
import { assertGolden } from './golden.js';
import { hostileRun, tradeoffRun } from './sample-run.js';

test('a summary meets its own schema, also with failed cells', () => {
  for (const { record, judgement } of [tradeoffRun(), hostileRun()]) {
    assert.doesNotThrow(() => summarySchema.parse(renderSummary(record, judgement)));
  }
});

test('the summary of a run stays what programs were written against', () => {
  const { record, judgement } = tradeoffRun();
  assertGolden('summary.json', `${JSON.stringify(renderSummary(record, judgement), null, 2)}\n`);
});

test('only an undecided verdict is unclear', () => {
  const { record, judgement } = tradeoffRun();
  const { verdicts } = renderSummary(record, judgement);
  const unclear = verdicts.filter((verdict) => verdict.unclear).map((verdict) => verdict.workload);
  assert.deepEqual(unclear, ['mixed']);
});
