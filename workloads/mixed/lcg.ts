/**
 * Work by the spoonful: a linear congruential generator, whose state after n steps takes n steps to
 * reach, yet can be checked in log n (Brown, "Random number generation with arbitrary strides", 1994).
 */
const multiplier = 1664525;
const increment = 1013904223;

const stride = 1_000;

/** The state after so many steps, one by one: 32 bits, in constant memory. */
export function lcgAfter(steps: number, seed: number): number {
  let state = seed | 0;
  for (let left = steps; left > 0; left -= stride) state = advance(state, Math.min(stride, left));
  return state >>> 0;
}

/**
 * A function that is called often, because V8 optimises it for good. One long loop per task runs
 * four times slower on most calls, until its code is replaced in mid-flight, on some never.
 */
function advance(from: number, steps: number): number {
  let state = from;
  for (let step = 0; step < steps; step++) state = (Math.imul(state, multiplier) + increment) | 0;
  return state;
}

/** The same state by repeated squaring of the step x -> a x + c. */
export function lcgJump(steps: number, seed: number): number {
  let state = seed | 0;
  let a = multiplier;
  let c = increment;
  for (let left = steps; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) state = (Math.imul(state, a) + c) | 0;
    c = Math.imul(c, a + 1);
    a = Math.imul(a, a);
  }
  return state >>> 0;
}

/** Steps that this machine does in a millisecond, when nothing disturbs it: the best of several tries. */
export function measureStepsPerMs(): number {
  const steps = 1_000_000;
  const tries = 15;
  let bestMs = Infinity;
  for (let n = 0; n < tries; n++) {
    const started = performance.now();
    lcgAfter(steps, n);
    bestMs = Math.min(bestMs, performance.now() - started);
  }
  return Math.round(steps / bestMs);
}
