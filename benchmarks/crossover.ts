import { defineSuite } from 'loop-or-pool';

export default defineSuite({
  name: 'crossover',
  description:
    'from all waiting to all computing: where the async pool hands over to the worker pool',
  workloads: ['mixed'],
  models: ['event-loop', 'async-pool:20', 'worker-pool:cpus', 'worker-pool:cpusx10'],
  tasks: 20,
  sweep: { param: 'cpuShare', values: [0, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 1] },
  picture: 'crossover',
});
