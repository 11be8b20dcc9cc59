/** The traced batch of a cell of a made-up run. */
import type { Cell } from '../../src/record/run-record.js';

/** Blocked throughout, or never; with one collection of garbage. */
export function mainLoop(wallMs: number, isBlocked: boolean): NonNullable<Cell['mainLoop']> {
  return {
    blocked: isBlocked ? [[0, wallMs]] : [],
    collections: [[wallMs / 2, wallMs / 2 + 0.4]],
  };
}

/** Tasks in waves as wide as there are slots; where they hold their loop, one at a time. */
export function spans(wallMs: number, slots: number, isSerial: boolean): Cell['spans'] {
  const wide = isSerial ? 1 : slots;
  const waves = Math.ceil(20 / wide);
  const length = wallMs / waves;
  return Array.from({ length: 20 }, (_, index) => {
    const wave = Math.floor(index / wide);
    return {
      submitted: 0,
      started: wave * length,
      finished: (wave + 1) * length,
      lane: index % slots,
    };
  });
}
