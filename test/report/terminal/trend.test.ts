import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderTrend } from '../../../src/report/terminal/trend.js';
import { pointOn, trend } from '../a-trend.js';

test('runs stand in columns with whiskers and levels; changes and conditions are told', () => {
  const drawing = renderTrend(trend, { width: 60, color: false, ascii: false });
  assert.deepEqual(drawing.split('\n'), [
    'sha256/event-loop · wall time of a batch, 8 runs',
    '  since 2026-01-01: desktop · node 20 · default',
    '  since 2026-01-08: desktop · node 22 · default',
    '',
    '   122 ms ┤                  │   │   │   ┊',
    '          ┤                ──●───●───●─  ┊',
    '          ┤                              ┊',
    '   113 ms ┤                              ┊',
    '          ┤                              ┊',
    '          ┤                              ┊',
    '   103 ms ┤  │   │   │   │               ┊',
    '          ┤──●───●───●───●─              ┊',
    '          ┤  │   │   │   │               ┊ ──●─',
    '  94.0 ms ┤                              ┊   │',
    '           1111111 3333333 5555555 7777777 8888888+',
    '           2026-01-01  2026-01-04          2026-01-08',
    '  ▲ +20 % (+18 % to +22 %) after 4444444 of 2026-01-04, by',
    '    5555555 of 2026-01-05',
    '',
  ]);
});

test('in ASCII nothing else is drawn', () => {
  const drawing = renderTrend(trend, { width: 60, color: false, ascii: true });
  assert.match(drawing, /^\p{ASCII}+$/u);
});

test('no line is wider than the terminal, however many runs there are', () => {
  const many = Array.from({ length: 500 }, (_, i) => pointOn(i + 1, 100 + (i % 9)));
  const [first] = trend.stretches;
  const long = { ...trend, stretches: [{ ...first!, points: many, changes: [] }] };
  for (const width of [40, 63, 100]) {
    const lines = renderTrend(long, { width, color: false, ascii: false }).split('\n');
    for (const line of lines) assert.ok([...line].length <= width, line);
  }
});
