/** What a sample costs beside its wall time: CPU, loop, memory, garbage collection. */
import { PerformanceObserver, performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MainLoop, Period, Sample } from '../record/run-record.js';
import { childrenCpuBetween, ownCpuMs, readChildrenCpu } from './cpu-time.js';
import { LoopDelayMonitor, mostPeriods } from './loop-delay.js';
import { queueBehindOwnThreads } from './loop-queue.js';
import type { ThreadTimes } from './loop-queue.js';
import { startSchedulingClock } from './scheduling.js';
import type { Scheduling } from './scheduling.js';
import { mainThreadTimes, peakResidentBytes, resetPeakResidentBytes } from './process-tree.js';

export type Observation = Pick<
  Sample,
  'cpuMs' | 'loopShare' | 'loopDelayMs' | 'peakRssBytes' | 'gcMs'
> &
  Scheduling & {
    /** Null where no system tells it. */
    loopQueueMs: number | null;
    /** During the first of the batches. */
    mainLoop: MainLoop;
  };

/** Watches the batches of one sample. What happens between `pause` and `resume` does not count. */
export interface Observer {
  resume(): void;
  pause(): void;
  /** All times are sums over the batches that were watched. */
  finish(): Promise<Observation>;
}

/** @param expectedMs how long a batch is likely to take; it sets how often the loop is probed. */
export function observeSample(expectedMs: number): Observer {
  const loopDelay = new LoopDelayMonitor(probeIntervalMs(expectedMs));
  const collections = observeCollections();
  const childrenBefore = readChildrenCpu();
  const readScheduling = startSchedulingClock();
  let cpuMs = 0;
  let activeMs = 0;
  let idleMs = 0;
  const thread: ThreadTimes = { cpuMs: 0, queueMs: 0 };
  let threadBefore: ThreadTimes | null = null;
  let first: { fromMs: number; toMs: number } | undefined;
  let cpuBeforeMs = 0;
  let loopBefore = performance.eventLoopUtilization();
  resetPeakResidentBytes();

  return {
    resume() {
      threadBefore = mainThreadTimes();
      loopDelay.start();
      first ??= { fromMs: performance.now(), toMs: Infinity };
      loopBefore = performance.eventLoopUtilization();
      cpuBeforeMs = ownCpuMs();
    },
    pause() {
      cpuMs += ownCpuMs() - cpuBeforeMs;
      const loop = performance.eventLoopUtilization(loopBefore);
      activeMs += loop.active;
      idleMs += loop.idle;
      loopDelay.stop();
      if (first?.toMs === Infinity) first.toMs = performance.now();
      const threadNow = mainThreadTimes();
      if (threadNow && threadBefore) {
        thread.cpuMs += threadNow.cpuMs - threadBefore.cpuMs;
        thread.queueMs += threadNow.queueMs - threadBefore.queueMs;
      }
    },
    async finish() {
      const scheduling = readScheduling();
      const peakRssBytes = peakResidentBytes();
      const treeCpuMs = cpuMs + childrenCpuBetween(childrenBefore, readChildrenCpu());
      const { gcMs, periods } = await collections.finish();
      return {
        cpuMs: treeCpuMs,
        loopShare: shareOf(activeMs, idleMs),
        loopQueueMs: threadBefore && queueBehindOwnThreads(activeMs, treeCpuMs, thread),
        loopDelayMs: loopDelay.delay(),
        peakRssBytes,
        gcMs,
        mainLoop: { blocked: loopDelay.blocked, collections: within(periods, first) },
        ...scheduling,
      };
    },
  };
}

/** What was summed over the repetitions of a batch, as the mean of one. */
export function perBatch(
  observation: Observation,
  repetitions: number,
): Omit<Sample, 'round' | 'wallMs' | 'repetitions' | 'taskMs' | 'waitMs'> {
  const { loopShare, loopDelayMs, peakRssBytes, cpuMs, gcMs, runQueueMs } = observation;
  const { systemMs, voluntarySwitches, involuntarySwitches, loopQueueMs } = observation;
  return {
    cpuMs: cpuMs / repetitions,
    // It is read a little wider than the whole.
    cpuSystemMs: Math.min(cpuMs, systemMs) / repetitions,
    ...(runQueueMs !== null && { runQueueMs: runQueueMs / repetitions }),
    contextSwitches: {
      voluntary: voluntarySwitches / repetitions,
      involuntary: involuntarySwitches / repetitions,
    },
    loopShare,
    ...(loopQueueMs !== null && { loopQueueMs: loopQueueMs / repetitions }),
    loopDelayMs,
    peakRssBytes,
    gcMs: gcMs / repetitions,
  };
}

/**
 * About ten probes a batch: enough to see a blocked loop. Each wakes the main thread, which takes a
 * CPU from the workers (twenty cost a pool of as many workers as CPUs one percent) and keeps an idle
 * loop busy for a quarter of a millisecond on a virtual machine, which the shares of the loop and of
 * the CPU then hold.
 */
function probeIntervalMs(expectedMs: number): number {
  return Math.min(50, Math.max(1, expectedMs / 10));
}

/** Garbage collections of the main thread, in ms; when they were is kept of the first ones. */
function observeCollections(): { finish(): Promise<{ gcMs: number; periods: Period[] }> } {
  let gcMs = 0;
  const periods: Period[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      gcMs += duration;
      if (periods.length < mostPeriods) periods.push([startTime, startTime + duration]);
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  return {
    async finish() {
      // Node reports a collection in a later turn of the loop.
      await nextTurn();
      await nextTurn();
      observer.disconnect();
      return { gcMs, periods };
    },
  };
}

/** Those that began in the batch, counted from its start. */
function within(periods: Period[], batch: { fromMs: number; toMs: number } | undefined): Period[] {
  const { fromMs = 0, toMs = 0 } = batch ?? {};
  return periods
    .filter(([start]) => start >= fromMs && start <= toMs)
    .map(([start, end]) => [start - fromMs, end - fromMs]);
}

function shareOf(activeMs: number, idleMs: number): number {
  const totalMs = activeMs + idleMs;
  return totalMs > 0 ? Math.min(1, Math.max(0, activeMs / totalMs)) : 0;
}
