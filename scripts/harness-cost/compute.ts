/** About 5 ms of arithmetic, as a workload and as a plain function. */
import { defineWorkload, portable } from 'loop-or-pool';

export const run = portable(
  import.meta.url,
  ({ steps }: { steps: number }) => {
    let state = 1;
    for (let step = 0; step < steps; step += 1) state = (Math.imul(state, 1_664_525) + 1) | 0;
    return state;
  },
  'run',
);

export default defineWorkload({
  name: 'compute',
  nature: 'cpu',
  description: 'steps through random numbers',
  params: { steps: 4_000_000 },
  run,
});
