/** What a sample costs beside its wall time: CPU, loop, memory, garbage collection. */
import { PerformanceObserver, performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Sample } from '../record/run-record.js';
import { childrenCpuBetween, ownCpuMs, readChildrenCpu } from './cpu-time.js';
import { LoopDelayMonitor } from './loop-delay.js';
import { startSchedulingClock } from './scheduling.js';
import type { Scheduling } from './scheduling.js';
import { peakResidentBytes, resetPeakResidentBytes } from './process-tree.js';

export type Observation = Pick<
  Sample,
  'cpuMs' | 'loopShare' | 'loopDelayMs' | 'peakRssBytes' | 'gcMs'
> &
  Scheduling;

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
  let cpuBeforeMs = 0;
  let loopBefore = performance.eventLoopUtilization();
  resetPeakResidentBytes();

  return {
    resume() {
      loopDelay.start();
      loopBefore = performance.eventLoopUtilization();
      cpuBeforeMs = ownCpuMs();
    },
    pause() {
      cpuMs += ownCpuMs() - cpuBeforeMs;
      const loop = performance.eventLoopUtilization(loopBefore);
      activeMs += loop.active;
      idleMs += loop.idle;
      loopDelay.stop();
    },
    async finish() {
      const scheduling = readScheduling();
      const peakRssBytes = peakResidentBytes();
      const childrenMs = childrenCpuBetween(childrenBefore, readChildrenCpu());
      return {
        cpuMs: cpuMs + childrenMs,
        loopShare: shareOf(activeMs, idleMs),
        loopDelayMs: loopDelay.delay(),
        peakRssBytes,
        gcMs: await collections.finish(),
        ...scheduling,
      };
    },
  };
}

/**
 * About ten probes a batch: enough to see a blocked loop. Each wakes the main thread, which takes a
 * CPU from the workers; twenty cost a pool of as many workers as CPUs one percent.
 */
function probeIntervalMs(expectedMs: number): number {
  return Math.min(10, Math.max(1, expectedMs / 10));
}

/** Garbage collections of the main thread, in ms. */
function observeCollections(): { finish(): Promise<number> } {
  let gcMs = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) gcMs += entry.duration;
  });
  observer.observe({ entryTypes: ['gc'] });
  return {
    async finish() {
      // Node reports a collection in a later turn of the loop.
      await nextTurn();
      await nextTurn();
      observer.disconnect();
      return gcMs;
    },
  };
}

function shareOf(activeMs: number, idleMs: number): number {
  const totalMs = activeMs + idleMs;
  return totalMs > 0 ? Math.min(1, Math.max(0, activeMs / totalMs)) : 0;
}
