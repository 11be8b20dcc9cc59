import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkExitCode } from '../../../src/cli/check/exit-code.js';
import { ofAllFigures } from '../../../src/verdict/regression-figures.js';
import type { Change, ComparedCell, FigureName, Problem } from '../../../src/verdict/regression.js';

function cell(
  changes: Partial<Record<FigureName, Change>> | Problem['kind'],
  accepted: string | null = null,
): ComparedCell {
  const named = { id: 'w/m', workload: 'w', model: 'm', baseMs: 1, headMs: 1, accepted };
  if (typeof changes === 'string') {
    return { ...named, figures: null, problem: { kind: changes, side: 'head', message: '' } };
  }
  const figures = ofAllFigures((name) => ({
    change: changes[name] ?? 'same',
    ratio: { value: 1, low: 1, high: 1 },
    ...{ count: 8, dropped: 0, detectable: null, note: null },
  }));
  return { ...named, figures, problem: null };
}

const same = cell({});
const advice = [{ workload: 'w', was: 'event-loop', now: 'async-pool:4' }];
type FailOn = Parameters<typeof checkExitCode>[1]['fail-on'];

const cases: [
  what: string,
  cells: ComparedCell[],
  code: number,
  strict: number,
  failOn?: FailOn,
][] = [
  ['all the same', [same], 0, 0],
  ['one regressed', [same, cell({ time: 'worse' })], 1, 1],
  ['one improved', [same, cell({ time: 'better' })], 0, 0],
  ['one that cannot be told', [same, cell({ time: 'unclear' })], 0, 5],
  ['one regressed as accepted', [cell({ time: 'worse' }, 'a reason')], 0, 0],
  ['one that failed', [same, cell('failed')], 3, 3],
  ['a regression beside a failure', [cell({ time: 'worse' }), cell('failed')], 1, 1],
  ['one that only head has', [same, cell('absent')], 0, 5],
  ['nothing compared', [cell('absent'), cell('differs')], 3, 3],
  ['no cell at all', [], 3, 3],
  ['more memory', [cell({ memory: 'worse' })], 0, 0],
  ['more memory where that counts', [cell({ memory: 'worse' })], 1, 1, ['memory']],
  ['slower where only memory counts', [cell({ time: 'worse' })], 0, 0, ['memory']],
  ['other advice where that counts', [same], 1, 1, ['advice']],
];

for (const [what, cells, code, strict, failOn = []] of cases) {
  test(`${what}: ${code}, with --strict ${strict}`, () => {
    const comparison = { cells, advice };
    assert.equal(checkExitCode(comparison, { 'fail-on': failOn, strict: false }), code);
    assert.equal(checkExitCode(comparison, { 'fail-on': failOn, strict: true }), strict);
  });
}
