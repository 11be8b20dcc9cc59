import { defineSuite } from 'loop-or-pool';

export default defineSuite({
  name: 'grain',
  description: 'tasks from 1 µs to 100 ms: from which length on does a worker pay, and a process?',
  workloads: ['spin'],
  models: [
    'event-loop',
    'worker-pool:cpus',
    'worker-pool:cpus chunkSize=1',
    'process-pool:cpus',
    'process-pool:cpus chunkSize=1',
  ],
  sweep: {
    param: 'lengthUs',
    values: [1, 10, 30, 100, 300, 1_000, 10_000, 100_000],
    tasks: [4_000, 1_000, 400, 200, 100, 60, 16, 4],
  },
  picture: 'grain',
});
