import { defineSuite } from 'loop-or-pool';

export default defineSuite({
  name: 'load',
  description: 'tasks that arrive at random, 40 a second: who waits how long under each model?',
  workloads: ['sleep', { name: 'sha256', params: { kibibytes: 16_384 } }],
  models: ['event-loop', 'async-pool:20', 'worker-pool:cpus'],
  tasks: 40,
  load: { rate: 40 },
  picture: 'speed-up',
});
