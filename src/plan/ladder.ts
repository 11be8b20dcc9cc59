/** Ladders of models: `async-pool:1..64` is `async-pool:1`, `async-pool:2`, `async-pool:4`, ... */
import { parseModel } from '../executors/model-spec.js';

/** The law of scalability has three terms; fewer rungs cannot tell them apart. */
const FEWEST_RUNGS = 5;

/**
 * The models of a ladder, `NAME:FROM..TO` where TO may be a multiple of the CPUs, as in `2cpus`; any
 * other text stands for itself.
 */
export function rungsOf(text: string, cpus: number = cpusHere()): string[] {
  const [, name, from, to, unit] = /^([a-z-]+):(\d+)\.\.(\d*)(cpus)?$/.exec(text) ?? [];
  if (name === undefined || (to === '' && unit === undefined)) return [text];
  const top = unit === undefined ? Number(to) : Number(to || 1) * cpus;
  return sizesBetween(Number(from), top).map((size) => `${name}:${size}`);
}

/**
 * Halving from the top down, so that 2 x CPUs gives the CPUs as well; where that makes too few rungs
 * also the middles, and where these are too few all sizes, up to the fewest rungs.
 */
function sizesBetween(from: number, to: number): number[] {
  const halves: number[] = [];
  for (let size = to; size > from; size /= 2) halves.push(Math.round(size));
  const coarse = ascending([from, ...halves]);
  if (coarse.length >= FEWEST_RUNGS || to <= from) return coarse;
  const middles = halves.map((size) => Math.round((size * 3) / 4)).filter((size) => size > from);
  const fine = ascending([...coarse, ...middles]);
  if (fine.length >= FEWEST_RUNGS) return fine;
  return Array.from({ length: FEWEST_RUNGS }, (_, rung) => from + rung);
}

/** As many as `cpus` stands for in any model. */
function cpusHere(): number {
  return parseModel('worker-pool:cpus').workers;
}

function ascending(sizes: number[]): number[] {
  return [...new Set(sizes)].sort((a, b) => a - b);
}
