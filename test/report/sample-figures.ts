/** What a run of the default suite could have shown on two CPUs. */
import type { MeasuredNature } from '../../src/verdict/verdict.js';

/** One line per workload: wall time on the loop, speed-ups of the other models and their bounds. */
export interface Figures {
  key: string;
  name?: string;
  claimed: 'cpu' | 'io' | 'mixed';
  measured: MeasuredNature;
  loopShare: number;
  cpuShare: number;
  wallMs: number;
  speedUps: [number, number, number];
  bounds: [number, number, number];
  params?: Record<string, number>;
  best: string;
  unclear?: boolean;
  reason: string;
}

export const tradeoff: Figures[] = [
  {
    key: 'sleep',
    claimed: 'io',
    measured: 'io-bound',
    loopShare: 0.002,
    cpuShare: 0.003,
    wallMs: 1004,
    speedUps: [19.8, 2, 19.5],
    bounds: [20, 2, 20],
    best: 'async-pool:20',
    reason: 'The work waits; 20 tasks in flight on one loop overlap their waits.',
  },
  {
    key: 'flags',
    claimed: 'io',
    measured: 'io-bound',
    loopShare: 0.06,
    cpuShare: 0.08,
    wallMs: 1130,
    speedUps: [13.4, 1.98, 14.2],
    bounds: [16.7, 2, 20],
    best: 'async-pool:20',
    reason: 'The work waits; worker threads are 6 % faster, which does not pay for their memory.',
  },
  {
    key: 'file-read',
    claimed: 'io',
    measured: 'mixed',
    loopShare: 0.55,
    cpuShare: 0.9,
    wallMs: 38.2,
    speedUps: [1.41, 1.02, 1.2],
    bounds: [1.82, 2, 2.2],
    best: 'async-pool:20',
    reason: 'Opening files keeps the loop busy more than half of the time.',
  },
  {
    key: 'blocking-sleep',
    claimed: 'mixed',
    measured: 'blocking',
    loopShare: 1,
    cpuShare: 0.01,
    wallMs: 1001,
    speedUps: [1, 1.99, 1.99],
    bounds: [1, 2, 2],
    best: 'worker-pool:2',
    reason: 'The wait holds its loop, so only further loops help.',
  },
  {
    key: 'sha256',
    claimed: 'cpu',
    measured: 'cpu-bound',
    loopShare: 0.99,
    cpuShare: 1,
    wallMs: 226,
    speedUps: [0.99, 1.86, 1.84],
    bounds: [1.01, 2, 2],
    best: 'worker-pool:2',
    reason: 'The work computes on its loop; two loops compute on two CPUs.',
  },
  {
    key: 'prime-sieve',
    claimed: 'cpu',
    measured: 'cpu-bound',
    loopShare: 0.99,
    cpuShare: 1,
    wallMs: 412,
    speedUps: [1, 1.79, 1.77],
    bounds: [1.01, 2, 2],
    best: 'worker-pool:2',
    reason: 'The work computes on its loop; two loops compute on two CPUs.',
  },
  {
    key: 'pbkdf2',
    claimed: 'cpu',
    measured: 'cpu-bound-off-loop',
    loopShare: 0.01,
    cpuShare: 1,
    wallMs: 640,
    speedUps: [1.93, 1.92, 1.9],
    bounds: [2, 2, 2],
    best: 'async-pool:20',
    reason:
      'The work computes in libuv’s threads, so the loop is free and an async pool is enough.',
  },
  {
    key: 'mixed',
    claimed: 'mixed',
    measured: 'mixed',
    loopShare: 0.5,
    cpuShare: 0.5,
    wallMs: 402,
    speedUps: [1.97, 1.96, 3.6],
    bounds: [2, 2, 4],
    best: 'worker-pool:2x10',
    unclear: true,
    reason: 'The intervals of two models overlap; try --rigorous.',
  },
  {
    key: 'noop',
    claimed: 'cpu',
    measured: 'cpu-bound',
    loopShare: 1,
    cpuShare: 1,
    wallMs: 0.021,
    speedUps: [0.97, 0.031, 0.034],
    bounds: [1, 2, 2],
    best: 'event-loop',
    reason: 'Handing such a short task to a worker costs more than the task.',
  },
];
