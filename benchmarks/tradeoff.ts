import { defineSuite } from 'loop-or-pool';

export default defineSuite({
  name: 'tradeoff',
  description:
    'waiting, computing and both, under each model of one process: where does it belong?',
  workloads: [
    'sleep',
    'flags',
    'file-read',
    'blocking-sleep',
    'sha256',
    'prime-sieve',
    'pbkdf2',
    'mixed',
    'noop',
  ],
  models: ['event-loop', 'async-pool:20', 'worker-pool:cpus', 'worker-pool:cpusx10'],
  tasks: 20,
  picture: 'speed-up',
});
