import { defineSuite } from 'loop-or-pool';

export default defineSuite({
  name: 'scaling',
  description: 'more and more tasks in flight, more and more workers: how many are enough?',
  workloads: [
    { name: 'sleep', params: { ms: 5 } },
    { name: 'mixed', params: { cpuShare: 0.25, totalMs: 4 } },
    { name: 'prime-sieve', params: { limit: 200_000 } },
  ],
  models: ['event-loop', 'async-pool:1..64', 'worker-pool:1..2cpus'],
  tasks: 64,
  picture: 'scaling',
});
