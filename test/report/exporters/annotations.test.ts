import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderAnnotations } from '../../../src/report/exporters/annotations.js';
import { compareStored } from '../../../src/verdict/regression-stored.js';
import type { Comparison } from '../../../src/verdict/regression.js';
import { buildRecord } from '../../verdict/build-record.js';

test('a regression is an error with its interval, in the form that GitHub reads', () => {
  const text = annotationsOf({ cells: slowerCells(1) });

  assert.match(
    text,
    /^::error title=slower%3A work-0\/event-loop::\+\d+ %25 \(\+\d+ %25 to \+\d+ %25\)\n$/,
  );
});

test('other advice and what could not be measured are warnings', () => {
  const [cell] = slowerCells(1);
  assert.ok(cell);
  const broken = {
    ...cell,
    figures: null,
    problem: { kind: 'failed' as const, side: 'head' as const, message: 'it threw\nall is lost' },
  };
  const text = annotationsOf({
    cells: [broken],
    advice: [{ workload: 'a,b', was: 'event-loop', now: 'worker-pool:2' }],
  });

  assert.deepEqual(text.split('\n'), [
    '::warning title=advice changed%3A a%2Cb::it was event-loop and is now worker-pool:2',
    '::warning title=not measured%3A work-0/event-loop::it threw%0Aall is lost',
    '',
  ]);
});

test('GitHub shows ten of a kind, so the tenth tells how many more there are', () => {
  const lines = annotationsOf({ cells: slowerCells(14) })
    .trim()
    .split('\n');

  assert.equal(lines.length, 10);
  assert.equal(lines.at(-1), '::error title=and 5 cells more::see the job summary');
  assert.equal(
    annotationsOf({ cells: slowerCells(10) })
      .trim()
      .split('\n').length,
    10,
  );
});

test('nothing to tell is nothing', () => {
  assert.equal(annotationsOf({}), '');
});

function annotationsOf(parts: Partial<Pick<Comparison, 'cells' | 'advice'>>): string {
  return renderAnnotations({ cells: [], advice: [], ...parts });
}

function slowerCells(count: number): Comparison['cells'] {
  const run = (taskMs: number, seed: number) =>
    buildRecord({
      workloads: Array.from({ length: count }, (_, i) => ({
        ...{ name: `work-${i}`, loopShare: 1, cpuShare: 1, taskMs },
        models: { 'event-loop': 1 },
      })),
      seed,
    });
  return compareStored(run(10, 1), run(13, 2)).cells;
}
