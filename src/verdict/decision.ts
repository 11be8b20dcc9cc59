/**
 * Which model is best, and whether the samples decide it.
 *
 * The claim "this one is best" is the claim that it beats each rival, so every rival is tested at the
 * full level and no correction for their number is due (an intersection-union test: Berger,
 * Technometrics 24, 1982).
 */
import { pairedLogRatios } from '../record/paired-rounds.js';
import type { Cell } from '../record/run-record.js';
import type { GroupedInterval } from '../statistics/grouped-interval.js';
import type { SharedSpread } from '../statistics/shared-spread.js';
import { intervalOf } from './estimate.js';
import { spreadOfRatios } from './ratio-spread.js';
import { choose, compareCost, modelKind, TIE_BAND, type Candidate } from './ranking.js';
import type { Bound, CellNumbers } from './verdict.js';

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
  /** The advantage from which on the rule would choose the rival. */
  border: number;
}

/** More than any executor takes to hand a task out on its own loop. */
const HANDING_OUT_MS = 0.005;

/** What every comparison of two contenders takes from the run. */
interface Trial {
  spread: SharedSpread | null;
  seed: number;
}

/** Chooses among the contenders; null with less than two of them. */
export function decide(contenders: Contender[], seed: number): Decision | null {
  const candidates = withSpeed(contenders);
  const choice = choose(candidates);
  if (!choice) return null;
  const trial = { spread: spreadOfRatios(contenders.map(({ cell }) => cell)), seed };
  const best = cheapestEqual(choice.best, candidates, trial);
  const rivals = candidates.filter((candidate) => candidate !== best);
  const tied = rivals.filter((rival) => rival === choice.best || choice.tied.includes(rival));
  const runnerUp = choose(rivals)?.best;
  if (!runnerUp) return null;
  const open = rivals.flatMap((rival) => openRival(best, rival, trial) ?? []);
  return { best, tied, runnerUp, open };
}

/**
 * Speed-ups share the drift of the run and rank better than wall times, if all have one. What noise
 * lifts past the bound of the law counts no more than the bound.
 */
function withSpeed(contenders: Contender[]): (Contender & Candidate)[] {
  const havePairs = contenders.every(({ numbers }) => numbers.speedUp !== null);
  return contenders.map((contender) => {
    const { speedUp, wallMs } = contender.numbers;
    const speed = havePairs && speedUp ? lawful(contender, speedUp.value) : 1 / wallMs.value;
    return { ...contender, speed };
  });
}

/** A speed-up, but no more of it than the law allows, unless the samples prove the law wrong. */
export function lawful(contender: Contender, speed: number): number {
  return Math.min(speed, lawfulBound(contender)?.high ?? Infinity);
}

/**
 * Null where the model is past its bound beyond noise: then L and U were not those of its tasks. What
 * it saves by handing them out more cheaply proves nothing about them, and is no gain either.
 */
function lawfulBound({ cell, numbers: { bound, speedUp, wallMs } }: Contender): Bound | null {
  if (!bound || !speedUp) return null;
  const savedMs = (ratio: number) => (wallMs.value * (ratio - 1)) / cell.tasks;
  if (savedMs(speedUp.high) < HANDING_OUT_MS) return { ...bound, high: bound.value };
  return speedUp.low <= bound.high || savedMs(speedUp.value) < HANDING_OUT_MS ? bound : null;
}

/** The model itself, or the cheapest one that the law and the samples put on a par with it. */
function cheapestEqual<C extends Contender>(best: C, candidates: readonly C[], trial: Trial): C {
  const equals = candidates.filter(
    (candidate) =>
      compareCost(candidate.cell, best.cell) < 0 && isEqualByLaw(candidate, best, trial),
  );
  return equals.sort((a, b) => compareCost(a.cell, b.cell))[0] ?? best;
}

/**
 * Do the two differ only in how many tasks each worker keeps in flight, does the law give more of them
 * nothing, and do the samples not prove it wrong? They would by an advantage beyond the tie band, or
 * by looking like twice the band: then something that the law does not know holds the cheaper one
 * back, such as the time in which a worker waits for its next task.
 */
function isEqualByLaw(cheaper: Contender, dearer: Contender, trial: Trial): boolean {
  const isSamePlace =
    modelKind(cheaper.cell.model) === modelKind(dearer.cell.model) &&
    cheaper.cell.workers === dearer.cell.workers;
  if (!isSamePlace) return false;
  const [less, more] = [lawfulBound(cheaper), lawfulBound(dearer)];
  if (!less || !more || more.value > less.value * (1 + TIE_BAND)) return false;
  const advantage = advantageOf(cheaper, dearer, trial);
  const band = Math.log1p(TIE_BAND);
  return advantage !== null && advantage.value <= 2 * band && advantage.low <= band;
}

/** The rival, if the rule might have chosen it with other samples. */
function openRival(best: Contender, rival: Contender, trial: Trial): OpenRival | null {
  const advantage = advantageOf(best, rival, trial);
  const isDearer = compareCost(rival.cell, best.cell) > 0;
  const border = borderOf(isDearer, advantage?.value ?? 0);
  const isRuledOut =
    advantage !== null &&
    advantage.count > 1 &&
    (advantage.high < border ||
      lawfulAdvantage(best, rival) <= borderOf(isDearer, Infinity) ||
      (isDearer && isEqualByLaw(best, rival, trial)));
  return isRuledOut ? null : { rival, advantage, border };
}

/** ln(wall best / wall rival): above 0 where the rival is faster. */
function advantageOf(
  best: Contender,
  rival: Contender,
  { spread, seed }: Trial,
): GroupedInterval | null {
  const name = `${best.cell.id} against ${rival.cell.id}`;
  return intervalOf(pairedLogRatios(best.cell, rival.cell), seed, name, spread);
}

/** The largest advantage that the law of the loop leaves to a rival, however noisy its samples are. */
function lawfulAdvantage(best: Contender, rival: Contender): number {
  const bound = lawfulBound(rival);
  const least = best.numbers.speedUp?.low;
  return bound && least ? Math.log(bound.high / least) : Infinity;
}

/**
 * The advantage that a rival would need to be chosen; its interval has to end below.
 *
 *     advantage           ------ -5 % ------- 0 ------- +5 % ------- +10 % ---->
 *     cheaper rival wins         from here on
 *     dearer rival wins                                from here on
 *
 * A dearer rival that does not look faster may reach up to twice the band: nobody pays more for it. A
 * cheaper one that looks slower by three times the band must not reach 0. If either were said of
 * smaller differences, repeated runs of cells near the border would name now this model and now that.
 */
function borderOf(isDearer: boolean, advantage: number): number {
  const band = Math.log1p(TIE_BAND);
  if (!isDearer) return advantage <= -3 * band ? 0 : -band;
  return advantage <= 0 ? 2 * band : band;
}
