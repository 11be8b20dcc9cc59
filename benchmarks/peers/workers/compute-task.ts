/** About 20 ms of computing that touches no memory, so that two at once only compete for CPUs. */
import { portable } from 'loop-or-pool/task';

const strides = 18_000;
const steps = strides * 1000;

export const compute = portable(import.meta.url, function compute(seed: number): number {
  let state = seed;
  for (let stride = 0; stride < strides; stride++) state = thousandSteps(state);
  return state;
});

/** Called often, it is soon compiled for speed; one long loop might stay slow to its end. */
function thousandSteps(state: number): number {
  for (let n = 0; n < 1000; n++) state = (Math.imul(state, 1664525) + 1013904223) | 0;
  return state;
}

/** The state without the steps: x -> a x + c, squared again and again. */
export function computed(seed: number): number {
  let [state, a, c] = [seed, 1664525, 1013904223];
  for (let left = steps; left > 0; left >>= 1) {
    if (left % 2 === 1) state = (Math.imul(state, a) + c) | 0;
    c = Math.imul(c, a + 1);
    a = Math.imul(a, a);
  }
  return state;
}
