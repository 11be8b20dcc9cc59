import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { contests } from '../../../benchmarks/peers/contests.js';

for (const [name, load] of Object.entries(contests)) {
  const contest = await load();
  // Few enough of them where each takes its time.
  const tasks = contest.tasks < 1000 ? Math.min(contest.tasks, 4) : 600;
  const inputs = Array.from({ length: tasks }, (_, index) => index);
  describe(`contest ${name}`, () => {
    for (const [contestantName, open] of Object.entries(contest.contestants)) {
      // Now and then it never answers when other pools live in the same process.
      if (contestantName.startsWith('poolifier')) continue;
      test(`${contestantName} does the whole batch, twice`, async () => {
        const contestant = await open();
        const expected = inputs.reduce((total, input) => total + contest.resultOf(input), 0);
        assert.equal(await contestant.runBatch(inputs), expected);
        assert.equal(await contestant.runBatch(inputs), expected);
        await contestant.close?.();
      });
    }

    test('every target names two of its contestants, ours first', () => {
      for (const { ours, peer } of contest.targets) {
        assert.match(ours, /^loop-or-pool/);
        assert.deepEqual([ours in contest.contestants, peer in contest.contestants], [true, true]);
      }
    });
  });
}
