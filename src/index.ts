/** The public API: what `import 'loop-or-pool'` gives. It loads neither piscina nor a queue. */
export { defineWorkload } from './workload/define-workload.js';
export { defineSuite } from './plan/suite.js';
