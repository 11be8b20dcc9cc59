import type { Cell } from '../record/run-record.js';
import { sharedSpread, type SharedSpread } from '../statistics/shared-spread.js';

/**
 * How much faster `cell` was than `reference`: ln(wall reference / wall cell) of every round that both
 * have, by process index. What disturbs a round disturbs both and drops out of the ratio.
 */
export function pairedLogRatios(reference: Cell, cell: Cell): number[][] {
  return cell.processes.map((process) => {
    const partner = reference.processes.find(({ index }) => index === process.index);
    const wallOfRound = new Map(partner?.samples.map(({ round, wallMs }) => [round, wallMs]));
    return process.samples.flatMap(({ round, wallMs }) => {
      const referenceMs = wallOfRound.get(round);
      return referenceMs === undefined ? [] : [Math.log(referenceMs / wallMs)];
    });
  });
}

/** How far the ratios of one workload's cells differ from process to process, by all pairs of them. */
export function spreadOfRatios(cells: readonly Cell[]): SharedSpread | null {
  const pairs = cells.flatMap((a, i) => cells.slice(i + 1).map((b) => pairedLogRatios(a, b)));
  return sharedSpread(pairs, cells.length);
}
