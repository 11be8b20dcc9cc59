/**
 * Which model is best, and whether the samples decide it.
 *
 * The claim "this one is best" is the claim that it beats each rival, so every rival is tested at the
 * full level and no correction for their number is due (an intersection-union test: Berger,
 * Technometrics 24, 1982).
 */
import type { Cell } from '../record/run-record.js';
import type { GroupedInterval } from '../statistics/grouped-interval.js';
import { intervalOf } from './estimate.js';
import { pairedLogRatios } from './pairing.js';
import { choose, compareCost, TIE_BAND, type Candidate } from './ranking.js';
import type { CellNumbers } from './verdict.js';

/** A cell that took part with its numbers. */
export interface Contender {
  cell: Cell;
  numbers: CellNumbers;
}

export interface Decision {
  best: Contender;
  tied: Contender[];
  runnerUp: Contender;
  /** Rivals that the same rule might have chosen with other samples; none in a clear decision. */
  open: OpenRival[];
}

export interface OpenRival {
  rival: Contender;
  /** ln(wall best / wall rival), or null where they share no round. */
  advantage: GroupedInterval | null;
}

/** Chooses among the contenders; null with less than two of them. */
export function decide(contenders: Contender[], seed: number): Decision | null {
  const candidates = withSpeed(contenders);
  const choice = choose(candidates);
  if (!choice) return null;
  const { best, tied } = choice;
  const rivals = candidates.filter((candidate) => candidate !== best);
  const runnerUp = choose(rivals)?.best;
  if (!runnerUp) return null;
  const open = rivals
    .map((rival) => ({ rival, advantage: advantageOf(best.cell, rival.cell, seed) }))
    .filter(({ rival, advantage }) => !isRuledOut(best.cell, rival.cell, advantage));
  return { best, tied, runnerUp, open };
}

/** Speed-ups share the drift of the run and rank better than wall times, if all have one. */
function withSpeed(contenders: Contender[]): (Contender & Candidate)[] {
  const havePairs = contenders.every(({ numbers }) => numbers.speedUp !== null);
  return contenders.map((contender) => {
    const { speedUp, wallMs } = contender.numbers;
    return { ...contender, speed: havePairs && speedUp ? speedUp.value : 1 / wallMs.value };
  });
}

function advantageOf(best: Cell, rival: Cell, seed: number): GroupedInterval | null {
  return intervalOf(pairedLogRatios(best, rival), seed, `${best.id} against ${rival.id}`);
}

/**
 * Whether other samples would still not let the rule choose this rival.
 *
 *     rival's advantage   ----- -5 % ------- 0 ------- +5 % ------- +10 % ---->
 *     cheaper rival wins         from here on
 *     dearer rival wins                                from here on
 *
 * So the interval has to end below the rival's own border. A dearer rival that looks equal, nearer to
 * 0 than to its border, may reach up to twice the band: nobody pays more for a gain that small.
 */
function isRuledOut(best: Cell, rival: Cell, advantage: GroupedInterval | null): boolean {
  if (!advantage || advantage.count < 2) return false;
  const band = Math.log1p(TIE_BAND);
  const isDearer = compareCost(rival, best) > 0;
  if (!isDearer) return advantage.high < -band;
  const looksEqual = advantage.value <= band / 2;
  return advantage.high < (looksEqual ? 2 * band : band);
}
