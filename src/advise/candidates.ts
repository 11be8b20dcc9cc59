/** Which models are worth a look for a task, by what the law predicts of each. */
import type { ModelName, ModelSpec } from '../executors/model-spec.js';
import { predictSpeedUp, type LoneWork, type Machine } from '../verdict/prediction.js';
import { TIE_BAND } from '../verdict/ranking.js';

export interface Candidate extends ModelSpec {
  /** Predicted speed-up over the event loop. */
  predicted: number;
}

/** What is known when candidates are drawn up. */
export interface Circumstances {
  work: LoneWork;
  /** Tasks in a batch. */
  tasks: number;
  machine: Machine;
  /** Cost of an empty task in ms, by kind of model. */
  dispatchMs: ReadonlyMap<ModelName, number>;
}

/** More at once on one loop or in one process is a matter for a load test. */
const MOST_AT_ONCE = 64;
const MOST_WORKERS = 16;
/** Predictions are off by up to so much even where L and U are known. */
const PREDICTION_ERROR = 0.6;
/** A task that uses less of a CPU than this share of its busy time holds its loop without computing. */
const HOLDS_WITHOUT_COMPUTING = 0.7;

/** The models of every kind whose dispatch cost is known, in steps of half as many at once. */
export function candidatesFor(circumstances: Circumstances): Candidate[] {
  const { tasks, machine } = circumstances;
  const levels = halvings(Math.min(tasks, MOST_AT_ONCE)).filter((n) => n > 1);
  const pools = (name: ModelName) => [
    ...workerCounts(circumstances).map((workers) => ({ name, workers, concurrency: 1 })),
    ...levels
      .filter((n) => n > machine.cpus)
      .map((n) => ({
        name,
        workers: machine.cpus,
        concurrency: Math.ceil(n / machine.cpus),
      })),
  ];
  const specs: ModelSpec[] = [
    ...levels.map((n) => ({ name: 'async-pool' as const, workers: 1, concurrency: n })),
    ...pools('worker-pool'),
    ...pools('process-pool'),
  ];
  const isAvailable = ({ name }: ModelSpec) => circumstances.dispatchMs.has(name);
  const work = atBest(circumstances.work);
  return predicted(specs.filter(isAvailable), { ...circumstances, work });
}

export function predicted(
  specs: readonly ModelSpec[],
  { work, tasks, machine, dispatchMs }: Circumstances,
): Candidate[] {
  return specs.map((spec) => {
    const option = {
      ...spec,
      tasks,
      ownsLibuvPool: spec.name === 'process-pool' || spec.name === 'queue',
      dispatchMs: dispatchMs.get(spec.name) ?? 0,
    };
    return { ...spec, predicted: predictSpeedUp(option, work, machine) };
  });
}

/**
 * A candidate is left out only if it stays behind even so: code that has run for a second is not yet
 * optimised where it mostly waits, and may keep its loop busy for twice as long as later.
 */
function atBest({ taskMs, loopShare, cpuShare }: LoneWork): LoneWork {
  const least = (share: number) => share * Math.min(1, 0.5 + share);
  return { taskMs, loopShare: least(loopShare), cpuShare: least(cpuShare) };
}

/** As many as CPUs, and more only for tasks that hold their loop while they wait. */
function workerCounts({ work, tasks, machine }: Circumstances): number[] {
  const holds = work.cpuShare < work.loopShare * HOLDS_WITHOUT_COMPUTING;
  const isMore = (workers: number) => workers > machine.cpus && workers <= MOST_WORKERS;
  const more = holds ? halvings(tasks).filter(isMore) : [];
  return [machine.cpus, ...more];
}

/** The whole, its half, its quarter, ... down to 1, each rounded up. */
export function halvings(whole: number): number[] {
  return whole <= 1 ? [1] : [whole, ...halvings(Math.ceil(whole / 2))];
}

/**
 * The candidates of each kind that may turn out best. Processes are looked at only where they promise
 * more than threads, which do the same for less.
 */
export function promising(candidates: readonly Candidate[]): Candidate[] {
  const most = highest(candidates);
  const threads = highest(candidates.filter(({ name }) => name === 'worker-pool'));
  const kinds = [...new Set(candidates.map(({ name }) => name))].filter((kind) => {
    const ofKind = highest(candidates.filter(({ name }) => name === kind));
    const isWorthIt = kind !== 'process-pool' || ofKind > threads * (1 + TIE_BAND);
    return isWorthIt && ofKind >= most * PREDICTION_ERROR;
  });
  return candidates.filter(({ name }) => kinds.includes(name));
}

/** What promises no more than the event loop takes time from the others; one is confirmed in any case. */
export function worthConfirming(candidates: readonly Candidate[]): Candidate[] {
  const better = candidates.filter((candidate) => candidate.predicted > 1 + TIE_BAND);
  const most = highest(candidates);
  return better.length > 0 ? better : candidates.filter(({ predicted: all }) => all === most);
}

export function highest(candidates: readonly Candidate[]): number {
  return Math.max(...candidates.map((candidate) => candidate.predicted));
}
