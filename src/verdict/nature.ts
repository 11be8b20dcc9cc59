import type { Nature, RecordedWorkload } from '../record/run-record.js';
import type { LoneTask } from './law.js';
import type { MeasuredNature, NatureFinding } from './verdict.js';

/**
 * Borders on L and U. They are set where the law of the loop changes the choice: from L = 0.8 on no
 * async pool can gain more than 1/0.8 = 1.25x, up to L = 0.2 one can gain 5x and more.
 */
const MOSTLY = 0.8;
const HARDLY = 0.2;
/** A task that holds its loop and computes all the time may get a third of a CPU on a crowded machine. */
const CROWDED = 0.3;

/** What the work was measured to be made of, and whether its author's claim fits. */
export function natureFinding(
  workload: RecordedWorkload,
  task: LoneTask | null,
  isSwept: boolean,
): NatureFinding {
  const claimed = workload.nature;
  if (!task)
    return { measured: 'unknown', claimed, loopShare: null, cpuShare: null, warning: null };
  const { loopShare, cpuShare } = task;
  const measured = natureOf(loopShare.value, cpuShare.value);
  const fits = isSwept || claimFits(claimed, measured, cpuShare.value);
  return {
    measured,
    claimed,
    loopShare,
    cpuShare,
    warning: fits ? null : claimWarning(workload, measured, task),
  };
}

/**
 * The nature by the share L of a lone task's time that its loop is busy and the CPUs U it uses.
 *
 *        U                                        U >= 0.8    off-loop . mixed . cpu-bound
 *        |  off-loop .  mixed  . cpu-bound        U <= 0.2    io-bound . mixed . blocking
 *        |  io-bound .  mixed  . blocking                     L <= 0.2          L >= 0.8
 *        +------------------------------ L
 */
export function natureOf(loopShare: number, cpuShare: number): MeasuredNature {
  if (loopShare >= MOSTLY) {
    if (cpuShare >= CROWDED) return 'cpu-bound';
    return cpuShare <= HARDLY ? 'blocking' : 'mixed';
  }
  if (loopShare > HARDLY) return 'mixed';
  if (cpuShare >= MOSTLY) return 'cpu-bound-off-loop';
  return cpuShare <= HARDLY ? 'io-bound' : 'mixed';
}

/** 'io' claims that the task mostly waits, 'cpu' that it mostly computes, 'mixed' that it does both. */
function claimFits(claimed: Nature, measured: MeasuredNature, cpuShare: number): boolean {
  if (measured === 'mixed') {
    return claimed === 'mixed' || (claimed === 'cpu' ? cpuShare >= CROWDED : cpuShare <= 0.5);
  }
  const waits = measured === 'io-bound' || measured === 'blocking';
  return claimed === (waits ? 'io' : 'cpu');
}

function claimWarning(
  { name, nature }: RecordedWorkload,
  measured: MeasuredNature,
  { loopShare, cpuShare }: LoneTask,
): string {
  const percent = Math.round(loopShare.value * 100);
  return (
    `${name} claims nature '${nature}' but measures as ${measured}: alone, a task keeps its loop busy ` +
    `${percent} % of its time and uses ${cpuShare.value.toFixed(2)} CPUs. Correct the claim, or look ` +
    `for work that was not meant to be there`
  );
}
