/**
 * How often the decision on pairs accuses identical code on this machine, and how often it finds a
 * slow-down. Pairs are measured once, of one version beside itself; decisions are replayed on drawn pairs.
 */
import { planCell, planFor } from '../../src/plan/expand.js';
import { parseModelSetting } from '../../src/plan/model-setting.js';
import type { Cell } from '../../src/record/run-record.js';
import { runPlan } from '../../src/run-plan.js';
import { FULL_LOOKS } from '../../src/statistics/looks.js';
import { decidePairs, type PairDecision } from '../../src/statistics/pair-decision.js';
import { randomIndex, seededRandom } from '../../src/statistics/random.js';
import { pairedLogRatios } from '../../src/record/paired-rounds.js';

export interface Alarms {
  workload: string;
  trials: number;
  /** Share of trials on identical code that ended with an accusation or a praise. */
  falseAlarms: number;
  /** Share of trials in which a slow-down was found, by its size. */
  found: { slowDown: number; share: number }[];
}

/** As shares. */
export const SLOW_DOWNS = [0.02, 0.05, 0.1, 0.2];

/** @param pairs of processes to measure; each is a fresh one of either side, taking turns. */
export async function measureAlarms(
  workload: string,
  pairs: number,
  trials: number,
): Promise<Alarms> {
  const plan = await planFor([workload], { models: ['event-loop'], processes: pairs, rounds: 6 });
  const [first] = plan.cells;
  if (!first) throw new Error(`${workload} has no cell`);
  const setting = parseModelSetting(first.model);
  const sides = ['A', 'B'].map((side) => ({
    ...planCell(first.workload, setting, first.tasks),
    id: `${first.id} ${side}`,
  }));
  const settings = { ...plan.settings, preset: 'quick' as const, budgetMs: 10 * 60_000 };
  const [a, b] = (await runPlan({ ...plan, cells: sides, settings })).cells;
  if (!a || !b) throw new Error(`${workload} was not measured`);
  return alarmsOf(workload, logRatios(a, b), trials);
}

/** Of B to A, by pair. */
function logRatios(a: Cell, b: Cell): number[][] {
  return pairedLogRatios(b, a);
}

/** @param pairs ln(B / A) of each round, by pair, of identical code. */
export function alarmsOf(
  workload: string,
  pairs: readonly (readonly number[])[],
  trials: number,
): Alarms {
  const outcomes = (slowDown: number) => {
    const random = seededRandom(1, `${workload} ${slowDown}`);
    return Array.from({ length: trials }, () => {
      const drawn = Array.from({ length: FULL_LOOKS.at.at(-1) ?? 0 }, () => {
        const pair = pairs[randomIndex(random, pairs.length)] ?? [];
        // Which side was called A was chance as well.
        const sign = random() < 0.5 ? -1 : 1;
        return pair.map((ratio) => sign * ratio + Math.log1p(slowDown));
      });
      return decidePairs(drawn).outcome;
    });
  };
  const share = (all: PairDecision['outcome'][], ...wanted: PairDecision['outcome'][]) =>
    all.filter((outcome) => wanted.includes(outcome)).length / trials;
  return {
    workload,
    trials,
    falseAlarms: share(outcomes(0), 'slower', 'faster'),
    found: SLOW_DOWNS.map((slowDown) => ({ slowDown, share: share(outcomes(slowDown), 'slower') })),
  };
}
