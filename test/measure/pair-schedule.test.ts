import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { measurePairs } from '../../src/measure/pair-schedule.js';
import { planFor } from '../../src/plan/expand.js';

test('nothing is sampled while the processes of a later pair start', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'loop-or-pool-events-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'events');
  process.env['LOOP_OR_POOL_EVENTS'] = file;
  t.after(() => delete process.env['LOOP_OR_POOL_EVENTS']);
  const { cells } = await planFor(['noop'], { models: ['event-loop', 'async-pool:2'] });
  const entry = new URL('./slow-to-start.js', import.meta.url);
  const runs = await measurePairs(
    cells.map((cell) => ({ base: cell, head: cell })),
    {
      ...{
        looks: [2],
        budgetMs: 60_000,
        keptShare: () => 0,
        firstLookMs: 60_000,
        timeLimitMs: 60_000,
        seed: 1,
      },
      entries: { base: entry, head: entry },
      signal: undefined,
    },
    { isOpen: () => false, measured: () => undefined, failed: () => undefined },
  );
  assert.deepEqual(
    runs.map(({ base, head }) => [base.error, base.processes.length, head.processes.length]),
    cells.map(() => [null, 2, 2]),
  );
  const events = readFileSync(file, 'utf8').trim().split('\n');
  let starting = 0;
  for (const [i, event] of events.entries()) {
    if (event === 'starting') starting += 1;
    if (event === 'started') starting -= 1;
    if (event !== 'sampling') continue;
    assert.equal(starting, 0, `event ${i}: a sample while ${starting} processes were starting`);
    assert.equal(events[i + 1], 'sampled', `event ${i}: something happened during a sample`);
  }
  assert.ok(events.includes('sampling'));
});

for (const [kept, pairs] of [
  [0, 3],
  [1, 2],
] as const) {
  test(`with ${kept * 100} % of the budget kept for later an open cell gets ${pairs} pairs`, async () => {
    const { cells } = await planFor(['noop'], { models: ['event-loop'] });
    const looks: number[] = [];
    const [runs] = await measurePairs(
      cells.map((cell) => ({ base: cell, head: cell })),
      {
        ...{ looks: [2, 3], budgetMs: 600_000, firstLookMs: 600_000, timeLimitMs: 60_000, seed: 1 },
        keptShare: () => kept,
        entries: { base: undefined, head: undefined },
        signal: undefined,
      },
      {
        isOpen: ({ base }) => looks.push(base.processes.length) > 0,
        measured: () => undefined,
        failed: () => undefined,
      },
    );
    assert.equal(runs?.base.processes.length, pairs);
    assert.deepEqual(looks, kept === 0 ? [2, 3] : [2]);
  });
}
