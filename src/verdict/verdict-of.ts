import { decide, type Contender } from './decision.js';
import { clearReason, unclearReason } from './reason.js';
import type { Choice, NatureFinding, Verdict } from './verdict.js';

/** The answer for one workload: a model, or that there is none, or that the samples do not decide. */
export function verdictOf(contenders: Contender[], nature: NatureFinding, seed: number): Verdict {
  const decision = decide(contenders, seed);
  if (!decision) return nothingToChoose(contenders);
  const isClear = decision.open.length === 0;
  return {
    status: isClear ? 'clear' : 'unclear',
    best: asChoice(decision.best),
    runnerUp: asChoice(decision.runnerUp),
    tiedWith: decision.tied.map(({ cell }) => cell.model),
    reason: isClear ? clearReason(decision, nature) : unclearReason(decision),
  };
}

function asChoice({ cell, numbers }: Contender): Choice {
  return { model: cell.model, speedUp: numbers.speedUp };
}

function nothingToChoose([only]: Contender[]): Verdict {
  const reason = only
    ? `Only ${only.cell.model} has numbers, so there is nothing to choose from: measure two models or more.`
    : 'No model has numbers, so there is nothing to choose from.';
  return { status: 'none', best: null, runnerUp: null, tiedWith: [], reason };
}
