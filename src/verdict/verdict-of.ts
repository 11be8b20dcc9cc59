import { decide, type Contender } from './decision.js';
import { clearReason, unclearReason } from './reason.js';
import { flipsOf, type Circumstances } from './robustness.js';
import type { Choice, NatureFinding, Verdict } from './verdict.js';

/**
 * The answer for one workload: a model, or that the samples do not decide, or that there is nothing
 * to choose from.
 *
 * @param circumstances null where no task was measured alone
 */
export function verdictOf(
  contenders: Contender[],
  nature: NatureFinding,
  seed: number,
  circumstances: Circumstances | null,
): Verdict {
  const decision = decide(contenders, seed);
  if (!decision) return nothingToChoose(contenders);
  const { best, runnerUp, tied, open } = decision;
  const isClear = open.length === 0;
  return {
    status: isClear ? 'clear' : 'unclear',
    best: asChoice(best),
    runnerUp: asChoice(runnerUp),
    tiedWith: tied.map(({ cell }) => cell.model),
    reason: isClear ? clearReason(decision, nature) : unclearReason(decision),
    flips: isClear && circumstances ? flipsOf(best, contenders, circumstances) : [],
  };
}

function asChoice({ cell, numbers }: Contender): Choice {
  return { model: cell.model, speedUp: numbers.speedUp };
}

function nothingToChoose([only]: Contender[]): Verdict {
  const reason = only
    ? `Only ${only.cell.model} has numbers, so there is nothing to choose from: measure two models or more.`
    : 'No model has numbers, so there is nothing to choose from.';
  return { status: 'none', best: null, runnerUp: null, tiedWith: [], reason, flips: [] };
}
