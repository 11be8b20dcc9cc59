/** Does ending a workload when its intervals are narrow make them too narrow? Counted by simulation. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startCellRun } from '../../src/measure/cell-run.js';
import type { CellRun } from '../../src/measure/cell-run.js';
import { isSettled } from '../../src/measure/precision.js';
import type { PlannedCell } from '../../src/plan/plan.js';
import { pairedLogRatios, ratiosOfAllPairs } from '../../src/record/paired-rounds.js';
import type { Sample } from '../../src/record/run-record.js';
import { groupedInterval } from '../../src/statistics/grouped-interval.js';
import { seededRandom } from '../../src/statistics/random.js';
import { sharedSpread } from '../../src/statistics/shared-spread.js';
import { normalNoise } from '../statistics/noise.js';
import type { Noise } from '../statistics/noise.js';

const trueSpeedUps = [1, 1, 2, 3];
const MOST_PROCESSES = 8;
const ROUNDS = 2;
const TRIALS = 150;

interface Outcome {
  processes: number;
  covered: number;
}

test('intervals of a run that ends when they are narrow still cover what they promise', () => {
  const [betweenProcesses, betweenRounds] = [normalNoise(0.012, 1), normalNoise(0.025, 2)];
  const outcomes = Array.from({ length: TRIALS }, () => settle(betweenProcesses, betweenRounds));
  const share = (100 * total(outcomes, 'covered')) / (TRIALS * (trueSpeedUps.length - 1));
  const processes = total(outcomes, 'processes') / TRIALS;
  // Some end early and some do not, or the rule was not put to the test.
  assert.ok(processes > 3.5 && processes < 7.5, `${processes} processes`);
  // Three standard errors of 95 % in as many trials as there are runs: ratios of a run are not independent.
  assert.ok(share > 91.5 && share < 99, `${share} %`);
});

function settle(betweenProcesses: Noise, betweenRounds: Noise): Outcome {
  const runs = trueSpeedUps.map((_, model) =>
    startCellRun({ model: model === 0 ? 'event-loop' : `async-pool:${model}` } as PlannedCell),
  );
  do {
    for (const [model, run] of runs.entries()) {
      const level = betweenProcesses();
      const index = run.processes.length;
      const samples = Array.from({ length: ROUNDS }, (_, round) => {
        const wallMs = Math.exp(level + betweenRounds()) / (trueSpeedUps[model] ?? NaN);
        return { round, wallMs } as Sample;
      });
      run.processes.push({ index, startupMs: 1, idleRssBytes: 1, samples });
    }
  } while (processesOf(runs) < MOST_PROCESSES && !isSettled(runs, 0.05));
  return { processes: processesOf(runs), covered: coveredBy(runs) };
}

function processesOf([first]: readonly CellRun[]): number {
  return first?.processes.length ?? 0;
}

/** How many of the speed-ups lie in their intervals. */
function coveredBy(runs: readonly CellRun[]): number {
  const [reference, ...others] = runs;
  assert.ok(reference);
  const spread = sharedSpread(ratiosOfAllPairs(runs), runs.length);
  return others.filter((run, at) => {
    const ratios = pairedLogRatios(reference, run);
    const interval = groupedInterval(ratios, seededRandom(1, String(at)), spread);
    const truth = Math.log(trueSpeedUps[at + 1] ?? NaN);
    return interval !== null && interval.low <= truth && truth <= interval.high;
  }).length;
}

function total(outcomes: readonly Outcome[], field: keyof Outcome): number {
  return outcomes.reduce((sum, outcome) => sum + outcome[field], 0);
}
