import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Trend, TrendPoint } from '../../../src/history/trend.js';
import { renderTrend } from '../../../src/report/terminal/trend.js';

function pointOn(day: number, value: number): TrendPoint {
  return {
    runId: `run-${day}`,
    startedAt: new Date(Date.UTC(2026, 0, day)),
    commit: `${day}`.repeat(8),
    isDirty: day === 8,
    value,
    low: value - 2,
    high: value + 2,
  };
}

const before = [1, 2, 3, 4].map((day) => pointOn(day, 100));
const after = [5, 6, 7].map((day) => pointOn(day, 120));
const trend: Trend = {
  cellId: 'sha256/event-loop',
  figure: 'wall',
  stretches: [
    {
      conditions: { fingerprint: 'desktop', nodeMajor: 20, settings: 'default' },
      points: [...before, ...after],
      levels: [
        { start: 0, value: 100 },
        { start: 4, value: 120 },
      ],
      changes: [
        {
          index: 4,
          before: before[3]!,
          after: after[0]!,
          ratio: { value: 1.2, low: 1.18, high: 1.22 },
        },
      ],
    },
    {
      conditions: { fingerprint: 'desktop', nodeMajor: 22, settings: 'default' },
      points: [pointOn(8, 96)],
      levels: [{ start: 0, value: 96 }],
      changes: [],
    },
  ],
};

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
