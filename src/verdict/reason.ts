/** The sentence that explains a verdict, for someone who will not read the table. */
import { wasStillOptimised } from '../record/still-optimised.js';
import type { GroupedInterval } from '../statistics/grouped-interval.js';
import { groupsNeeded } from '../statistics/sample-size.js';
import type { Contender, Decision, OpenRival } from './decision.js';
import { compareCost, modelKind, TIE_BAND } from './ranking.js';
import type { MeasuredNature, NatureFinding } from './verdict.js';
import { listed, milliseconds, percent, times } from './wording.js';

/** Why the best model is the best, by what a task does alone and what the law allows. */
export function clearReason({ best, tied, runnerUp }: Decision, nature: NatureFinding): string {
  const tie = tieOf(best, tied);
  if (nature.measured === 'unknown') {
    return (
      `${best.cell.model} needs ${milliseconds(best.numbers.wallMs.value)} a batch, ${runnerUp.cell.model} ` +
      `${milliseconds(runnerUp.numbers.wallMs.value)}; without event-loop in the run nothing is known of the task alone.${tie}`
    );
  }
  return `${premise(nature)}${consequence(best, nature.measured)}${tie}`;
}

/** More names than this hide the sentence. */
const MOST_NAMED = 3;

/** `worker-pool:2x10 is no faster and costs more.` */
function tieOf(best: Contender, tied: Contender[]): string {
  if (tied.length === 0) return '';
  const names = shortList(tied);
  const isDearer = tied.every(({ cell }) => compareCost(cell, best.cell) > 0);
  if (!isDearer) return ` ${names} ${tied.length > 1 ? 'are' : 'is'} as fast.`;
  return ` ${names} ${tied.length > 1 ? 'are no faster and cost' : 'is no faster and costs'} more.`;
}

/** Which models the samples cannot tell apart, by how much, and what would. */
export function unclearReason({ best, open }: Decision): string {
  const rivals = shortList(open.map(({ rival }) => rival));
  const [closest] = open.toSorted((a, b) => reach(b) - reach(a));
  const range = closest?.advantage
    ? `${closest.rival.cell.model} may be ${rangeText(closest.advantage)}`
    : 'they share no round';
  return (
    `${best.cell.model} looks best, but the samples do not rule out ${rivals}: ${range}. ` +
    whatWouldDecide(best, open)
  );
}

function shortList(contenders: Contender[]): string {
  const named = contenders.slice(0, MOST_NAMED).map(({ cell }) => cell.model);
  const others = contenders.length - named.length;
  return listed(others > 0 ? [...named, `${others} more`] : named);
}

/** How far a rival may be past its border. */
function reach({ advantage, border }: OpenRival): number {
  return advantage ? advantage.high - border : Infinity;
}

/** "3 % slower to 12 % faster" of logarithms of a speed ratio. */
function rangeText({ low, high }: { low: number; high: number }): string {
  const side = (log: number) =>
    `${percent(Math.abs(Math.expm1(log)))} ${log < 0 ? 'slower' : 'faster'}`;
  return `${side(low)} to ${side(high)}`;
}

function whatWouldDecide(best: Contender, open: OpenRival[]): string {
  if (open.some(({ advantage }) => !advantage || advantage.groups < 2)) {
    return 'One process a cell never shows how processes differ: use --processes 3 or more.';
  }
  const cells = [best, ...open.map(({ rival }) => rival)].map(({ cell }) => cell);
  if (cells.some(wasStillOptimised)) {
    return 'V8 was still at work on the code when the samples began, and more such samples would tell no more: use a larger --budget.';
  }
  const needed = open.map(
    ({ advantage, border }) => advantage && processesToDecide(advantage, border),
  );
  if (!needed.includes(null)) {
    return `About ${Math.max(...needed.map(Number))} processes a cell would decide it (--processes).`;
  }
  const [cheapest] = cells.sort(compareCost);
  return `No affordable number of samples would decide it here: take the cheapest, ${cheapest?.model ?? best.cell.model}, or measure on a quieter machine.`;
}

function processesToDecide(
  { value, high, groups, degreesOfFreedom }: GroupedInterval,
  border: number,
): number | null {
  return groupsNeeded({ halfWidth: high - value, groups, degreesOfFreedom }, border - value);
}

function premise({ measured, loopShare, cpuShare }: NatureFinding): string {
  const busy = `${Math.round((loopShare?.value ?? 0) * 100)} %`;
  const waiting = `${Math.round((1 - (loopShare?.value ?? 0)) * 100)} %`;
  const cpus = (cpuShare?.value ?? 0).toPrecision(2);
  switch (measured) {
    case 'io-bound':
      return `Each task leaves its loop idle ${waiting} of its time, waiting`;
    case 'cpu-bound':
      return `Each task keeps its loop busy ${busy} of its time, so waiting together gains nothing`;
    case 'cpu-bound-off-loop':
      return `Each task computes outside its loop (${cpus} CPUs in use, the loop busy ${busy})`;
    case 'blocking':
      return `Each task holds its loop ${busy} of its time without computing, so one loop runs one at a time`;
    case 'mixed':
      return `Each task keeps its loop busy ${busy} of its time and uses ${cpus} CPUs`;
    case 'unknown':
      return '';
  }
}

function consequence(best: Contender, nature: MeasuredNature): string {
  const figures = measuredOfBound(best);
  const isOneAtATime = nature === 'cpu-bound' || nature === 'blocking';
  switch (modelKind(best.cell.model)) {
    case 'event-loop':
      return `; no other model is more than 5 % faster (a batch takes ${milliseconds(best.numbers.wallMs.value)}): stay on the event loop.`;
    case 'async-pool':
      return isOneAtATime
        ? `; yet ${best.cell.model} is ahead: ${figures}.`
        : `; ${best.cell.concurrency} in flight overlap their ${overlapped(nature)} on one loop: ${figures}.`;
    default:
      return `; ${places(best)} ${activity(nature)} side by side: ${figures}.`;
  }
}

function overlapped(nature: MeasuredNature): string {
  return nature === 'cpu-bound-off-loop' ? 'computing' : 'waits';
}

function activity(nature: MeasuredNature): string {
  if (nature === 'mixed') return 'work';
  return nature === 'io-bound' || nature === 'blocking' ? 'wait' : 'compute';
}

function places({ cell }: Contender): string {
  const nouns: Record<string, string> = {
    'worker-pool': 'thread',
    'process-pool': 'process',
    queue: 'host',
  };
  const noun = nouns[modelKind(cell.model)] ?? 'worker';
  const plural = cell.workers === 1 ? noun : noun === 'process' ? 'processes' : `${noun}s`;
  const each = cell.concurrency > 1 ? ` with ${cell.concurrency} tasks in flight each` : '';
  return `${cell.workers} ${plural}${each}`;
}

/** Tasks in flight together may cost less CPU than alone, which lifts a speed-up past its bound. */
function measuredOfBound({ numbers: { speedUp, bound } }: Contender): string {
  const ratio = speedUp?.value ?? 1;
  const measured = times(ratio);
  if (!bound) return measured;
  if (ratio <= bound.value) return `${measured} of at most ${times(bound.value)}`;
  return ratio <= bound.value * (1 + TIE_BAND)
    ? `${measured}, all that the law allows (${times(bound.value)})`
    : `${measured}, more than the ${times(bound.value)} of tasks that cost as much CPU as one alone`;
}
