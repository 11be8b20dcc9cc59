/**
 * How fast a model is likely to be, before it was measured: the law of the loop with what it leaves
 * out, which is tasks that wait for each other near the knee, the cost of handing a task over, batches
 * that end unevenly, and libuv's few threads.
 */
import { throughputOf } from '../statistics/mean-value-analysis.js';
import { boundAt, type Place } from './law.js';

/** What one task was seen to be, alone on its loop. */
export interface LoneWork {
  /** Wall time of one task. */
  taskMs: number;
  /** L. */
  loopShare: number;
  /** U. */
  cpuShare: number;
}

/** Where tasks may run, and what the machine has to give. */
export interface Option extends Place {
  /** Does each worker have a libuv pool of its own, as processes do and threads do not? */
  ownsLibuvPool: boolean;
  /** Wall time that handing over one empty task takes in this kind of model. */
  dispatchMs: number;
}

export interface Machine {
  cpus: number;
  uvThreads: number;
}

/** Off the loop below this share of a CPU a task hardly needs libuv's threads. */
const LEAST_OFF_LOOP = 0.1;

/** Predicted speed-up over one task at a time on the event loop. */
export function predictSpeedUp(option: Option, work: LoneWork, machine: Machine): number {
  const bound = boundAt(option, work, machine.cpus).value;
  const limit = Math.min(
    bound,
    queueing(option, work, machine),
    evenEnds(option),
    libuvLimit(option, work, machine),
  );
  return work.taskMs / (work.taskMs / limit + option.dispatchMs);
}

/**
 * The bounds are reached only far above their knee: below, tasks wait for each other at their loop and
 * at the CPUs, though neither is always busy.
 */
function queueing(
  { workers, concurrency }: Place,
  { loopShare, cpuShare }: LoneWork,
  { cpus }: Machine,
): number {
  const offLoop = Math.min(Math.max(0, cpuShare - loopShare), 1 - loopShare);
  const stations = [
    { demand: loopShare, servers: 1 },
    { demand: offLoop, servers: Math.max(1, cpus / workers) },
  ];
  return workers * throughputOf(concurrency, 1 - loopShare - offLoop, stations);
}

/** 20 tasks in 8 slots take three turns, not two and a half. */
function evenEnds({ workers, concurrency, tasks }: Place): number {
  const turns = Math.ceil(tasks / (workers * concurrency));
  return tasks / turns;
}

/** Computing off the loop happens on libuv's threads, which all threads of a process share. */
function libuvLimit(
  { workers, ownsLibuvPool }: Option,
  { loopShare, cpuShare }: LoneWork,
  { uvThreads }: Machine,
): number {
  const offLoop = cpuShare - loopShare;
  if (offLoop < LEAST_OFF_LOOP) return Infinity;
  return ((ownsLibuvPool ? workers : 1) * uvThreads) / offLoop;
}
