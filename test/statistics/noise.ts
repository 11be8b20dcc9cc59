/** Seeded noise of the kinds that timing shows. */
import { seededRandom, type Random } from '../../src/statistics/random.js';

export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Draws of one kind of noise around 0. */
export type Noise = () => number;

export function normalNoise(deviation: number, seed: number): Noise {
  const random = seededRandom(seed, 'normal');
  return () => deviation * normal(random);
}

/** Each value remembers `memory` of the one before (AR(1)); the deviation is that of the series. */
export function rememberingNoise(deviation: number, memory: number, seed: number): Noise {
  const fresh = normalNoise(deviation * Math.sqrt(1 - memory * memory), seed);
  let last = 0;
  return () => (last = memory * last + fresh());
}

/** As often a little fast as a little slow, and seldom in between. */
export function bimodalNoise(distance: number, seed: number): Noise {
  const random = seededRandom(seed, 'modes');
  return () => (random() < 0.5 ? -distance / 2 : distance / 2) + (distance / 10) * normal(random);
}
