import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../fast-check.js';
import { renderCsv } from '../../src/report/csv.js';
import { buildReport } from '../../src/report/report.js';
import { assertGolden } from './golden.js';
import { renamedRun, tradeoffRun } from './sample-run.js';

test('every cell is a row of raw figures with their intervals', () => {
  const { record, judgement } = tradeoffRun();
  assertGolden('results.csv', renderCsv(buildReport(record, judgement)));
});

test('no name becomes a formula, and every name is read back', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', '=', '+', '-', '@'),
      (rest, start) => {
        const name = `${start}x${rest}`;
        const { record, judgement } = renamedRun(name, 'worker-pool:2');
        const report = buildReport(record, judgement);
        const rows = parseCsv(renderCsv(report));
        const shown = report.verdicts[0]?.workload ?? '';
        const read = rows[1]?.[0] ?? '';
        assert.doesNotMatch(read, /^[=+\-@\t\r]/);
        assert.equal(read.replace(/^'(?=[=+\-@\t\r])/, ''), shown);
        assert.equal(new Set(rows.map((row) => row.length)).size, 1);
      },
    ),
    { numRuns: 50 },
  );
});

/** RFC 4180, by the book. */
function parseCsv(text: string): string[][] {
  const fields = [...text.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/g)];
  const rows: string[][] = [[]];
  for (const [, field = '', end] of fields) {
    rows.at(-1)?.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}
