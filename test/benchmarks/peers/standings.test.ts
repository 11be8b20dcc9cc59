import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Contest } from '../../../benchmarks/peers/contest.js';
import type { Showing } from '../../../benchmarks/peers/referee.js';
import { standingsOf, targetStandingsOf } from '../../../benchmarks/peers/standings.js';
import { contestMarkdown } from '../../../benchmarks/peers/table.js';

function contestWith(atMost: number): Contest {
  return {
    title: 'Two of a kind',
    cost: 'us per task',
    tasks: 1000,
    resultOf: (input) => input,
    contestants: {},
    targets: [{ ours: 'loop-or-pool map', peer: 'peer', atMost }],
  };
}

/** Ours takes exactly half of what the peer takes, while the machine slows down by the round. */
const showings = new Map<string, Showing>([
  ['peer', showing([10, 20, 40], [12, 24, 48])],
  ['loop-or-pool map', showing([5, 10, 20], [6, 12, 24])],
]);

function showing(...costs: number[][]): Showing {
  return { costs, liveHeapBytes: 1_250_000, failure: null };
}

test('a cost is the median over all rounds, with the least and the most', () => {
  const [peer] = standingsOf(showings);
  assert.deepEqual(peer?.cost, { value: 22, min: 10, max: 48 });
});

test('a ratio is paired by round, so that the drift of the machine is not in it', () => {
  const [standing] = targetStandingsOf(contestWith(0.75), showings);
  const { value, low, high } = standing!.ratio;
  for (const bound of [value, low, high]) assert.ok(Math.abs(bound - 0.5) < 1e-9, `${bound}`);
});

test('a target is met or missed by the whole interval, else undecided', () => {
  const outcomeAt = (atMost: number, given: Map<string, Showing>) =>
    targetStandingsOf(contestWith(atMost), given)[0]?.outcome;
  assert.equal(outcomeAt(0.75, showings), 'met');
  assert.equal(outcomeAt(0.25, showings), 'missed');

  const wavering = new Map(showings).set('loop-or-pool map', showing([5, 10, 20], [12, 24, 48]));
  assert.equal(outcomeAt(0.75, wavering), 'undecided');
});

test('rounds that only one of the two played are left out of the ratio', () => {
  const halted = new Map(showings).set('loop-or-pool map', showing([5, 10], []));
  const [standing] = targetStandingsOf(contestWith(0.75), halted);
  assert.ok(Math.abs(standing!.ratio.value - 0.5) < 1e-9);

  const absent = new Map(showings).set('loop-or-pool map', showing([], []));
  assert.deepEqual(targetStandingsOf(contestWith(0.75), absent), []);
});

test('the table ranks by cost and sets ours in bold', () => {
  const contest = contestWith(0.75);
  const markdown = contestMarkdown(
    contest,
    standingsOf(showings),
    targetStandingsOf(contest, showings),
  );
  assert.equal(
    markdown,
    `## Two of a kind

Tasks in a batch: 1,000. Median of the rounds [least .. most].

|  | us per task | live heap, MB |
| --- | ---: | ---: |
| **loop-or-pool map** | 11 [5 .. 24] | 1.3 |
| peer | 22 [10 .. 48] | 1.3 |

| ours | against | ours / theirs (95 %) | target |  |
| --- | --- | ---: | ---: | --- |
| loop-or-pool map | peer | 0.5 [0.5 .. 0.5] | <= 0.75 | met |
`,
  );
});
