import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from '../../src/verdict/judge.js';
import { payloadRun } from '../report/sample-payload.js';

test('each way for the data to travel has its cost, by model and amount', () => {
  const { moveCosts } = payloadRun().judgement;
  assert.deepEqual(
    moveCosts.map(({ workload, via, model }) => [workload, via, model]),
    [
      ['echo(via=clone)', 'clone', 'worker-pool:2'],
      ['echo(via=clone)', 'clone', 'process-pool:2'],
      ['echo(via=transfer)', 'transfer', 'worker-pool:2'],
      ['echo(via=shared)', 'shared', 'worker-pool:2'],
    ],
  );
  for (const { amount, costMs } of moveCosts[0]!.stops) {
    const truth = 0.02 + amount / 2e6;
    assert.ok(costMs.low <= truth * 1.02 && truth * 0.98 <= costMs.high, `${amount}`);
    assert.ok(Math.abs(costMs.value / truth - 1) < 0.05, `${costMs.value} of ${truth}`);
  }
});

test('two workers are worth a move from twice its cost on, one worker never', () => {
  const { record, judgement } = payloadRun();
  for (const { costMs, paysFromMs } of judgement.moveCosts.flatMap(({ stops }) => stops)) {
    assert.ok(Math.abs(paysFromMs!.value / costMs.value - 2) < 1e-9);
  }
  record.environment.cpus = 1;
  const alone = judge(record).moveCosts.flatMap(({ stops }) => stops);
  assert.ok(alone.length > 0 && alone.every(({ paysFromMs }) => paysFromMs === null));
});

test('a run that was not made to show it has no move costs', () => {
  const { record } = payloadRun();
  record.suite.picture = 'crossover';
  assert.deepEqual(judge(record).moveCosts, []);
});
