import type { ComparedCell, Comparison } from '../../verdict/regression.js';
import { exitCodes } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import type { CheckFlags } from './flags.js';

/**
 * What the gate says to CI: a regression first, then what could not be measured, then, where that
 * is asked for, what could not be told. A gate that compared nothing is never green.
 */
export function checkExitCode(
  { cells, advice }: Pick<Comparison, 'cells' | 'advice'>,
  flags: Pick<CheckFlags, 'fail-on' | 'strict'>,
): ExitCode {
  const failOn = flags['fail-on'].length > 0 ? flags['fail-on'] : (['time'] as const);
  const isWorse = ({ figures, accepted }: ComparedCell) =>
    figures !== null &&
    accepted === null &&
    failOn.some((name) => name !== 'advice' && figures[name].change === 'worse');
  if (cells.some(isWorse)) return exitCodes.regression;
  if (failOn.some((name) => name === 'advice') && advice.length > 0) return exitCodes.regression;

  const compared = cells.filter(({ figures }) => figures !== null);
  const hasFailed = cells.some(({ problem }) => problem?.kind === 'failed');
  if (hasFailed || compared.length === 0) return exitCodes.failedCells;
  const isOpen = compared.some(({ figures }) => figures?.time.change === 'unclear');
  const isWhole = compared.length === cells.length;
  return flags.strict && (isOpen || !isWhole) ? exitCodes.undecided : exitCodes.done;
}
