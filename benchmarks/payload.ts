import { defineSuite } from 'loop-or-pool';

const inThreads = ['event-loop', 'worker-pool:cpus'];

export default defineSuite({
  name: 'payload',
  description: '1 kB to 16 MB in and out, cloned, transferred or shared: what does the move cost?',
  workloads: [
    {
      name: 'echo',
      params: { via: 'clone' },
      models: ['event-loop', 'worker-pool:cpus', 'process-pool:cpus'],
    },
    { name: 'echo', params: { via: 'transfer' }, models: inThreads },
    { name: 'echo', params: { via: 'shared' }, models: inThreads },
  ],
  models: inThreads,
  sweep: {
    param: 'bytes',
    values: [1_000, 16_000, 256_000, 4_000_000, 16_000_000],
    tasks: [400, 200, 60, 8, 4],
  },
  picture: 'payload',
});
