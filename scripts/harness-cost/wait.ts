/** A timer, as a workload and as a plain function. */
import { setTimeout as sleep } from 'node:timers/promises';
import { defineWorkload, portable } from 'loop-or-pool';

export const run = portable(import.meta.url, ({ ms }: { ms: number }) => sleep(ms, ms), 'run');

export default defineWorkload({
  name: 'wait',
  nature: 'io',
  description: 'waits for a timer',
  params: { ms: 100 },
  run,
});
