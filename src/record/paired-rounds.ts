/** Cells that took turns, held against each other round by round. */
import type { Cell } from './run-record.js';

/** What was measured of a cell, while its run goes on or after. */
export type MeasuredProcesses = Pick<Cell, 'processes'>;

/**
 * How much faster `cell` was than `reference`: ln(wall reference / wall cell) of every round that both
 * have, by process index. What disturbs a round disturbs both and drops out of the ratio.
 */
export function pairedLogRatios(reference: MeasuredProcesses, cell: MeasuredProcesses): number[][] {
  return cell.processes.map((process) => {
    const partner = reference.processes.find(({ index }) => index === process.index);
    const wallOfRound = new Map(partner?.samples.map(({ round, wallMs }) => [round, wallMs]));
    return process.samples.flatMap(({ round, wallMs }) => {
      const referenceMs = wallOfRound.get(round);
      return referenceMs === undefined ? [] : [Math.log(referenceMs / wallMs)];
    });
  });
}

/** The ratios of each cell to each other one, every pair once. */
export function ratiosOfAllPairs(cells: readonly MeasuredProcesses[]): number[][][] {
  return cells.flatMap((a, i) => cells.slice(i + 1).map((b) => pairedLogRatios(a, b)));
}
