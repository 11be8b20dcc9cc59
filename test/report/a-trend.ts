/** A trend with a change on Node 20, and one run on Node 22. */
import type { Trend, TrendPoint } from '../../src/history/trend.js';

export function pointOn(day: number, value: number): TrendPoint {
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

export const trend: Trend = {
  cellId: 'sha256/event-loop',
  model: 'event-loop',
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
          before: pointOn(4, 100),
          after: pointOn(5, 120),
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
