import type { Cell } from '../record/run-record.js';

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
