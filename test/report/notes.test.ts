import assert from 'node:assert/strict';
import { test } from 'node:test';

import { notesOf } from '../../src/report/notes.js';
import type { RunRecord } from '../../src/record/run-record.js';
import type { Judgement } from '../../src/verdict/verdict.js';
import { tradeoffRun } from './sample-run.js';

function withWarnings(warningsOf: (index: number) => string[]): [RunRecord, Judgement] {
  const { record, judgement } = tradeoffRun();
  const cells = judgement.workloads.flatMap((workload) => workload.cells);
  for (const [index, cell] of cells.entries()) cell.warnings = warningsOf(index);
  return [record, { ...judgement, warnings: [] }];
}

function texts(run: [RunRecord, Judgement]): string[] {
  return notesOf(...run).map(({ text }) => text);
}

test('a doubt that holds for every cell is said once', () => {
  const notes = texts(withWarnings(() => ['out of time']));
  assert.deepEqual(
    notes.filter((text) => text.endsWith('out of time')),
    ['every cell: out of time'],
  );
});

test('a doubt that holds for many cells names three and counts the others', () => {
  const run = withWarnings((index) => (index < 5 ? ['noisy'] : []));
  const ids = run[1].workloads.flatMap(({ cells }) => cells.map(({ id }) => id));
  assert.deepEqual(
    texts(run).filter((text) => text.endsWith('noisy')),
    [`${ids.slice(0, 3).join(', ')} and 2 more: noisy`],
  );
});
