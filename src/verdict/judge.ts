import type { Cell, RunRecord } from '../record/run-record.js';
import { breakEvensOf } from './break-even.js';
import { cellNumbers, type Reference } from './cell-numbers.js';
import { cellWarnings } from './cell-warnings.js';
import { crossingsOf } from './crossings.js';
import type { Contender } from './decision.js';
import { loneTask } from './law.js';
import { moveCostsOf } from './move-cost.js';
import { natureFinding } from './nature.js';
import { spreadOfRatios } from './ratio-spread.js';
import { runWarnings } from './run-warnings.js';
import { scalingsOf } from './scaling.js';
import { verdictOf } from './verdict-of.js';
import type { CellResult, Judgement, WorkloadJudgement } from './verdict.js';

/** The built-in workload whose tasks do nothing: what they take is the cost of handing over. */
const EMPTY_WORKLOAD = 'noop';

/** A workload's cells with their results, before there is a verdict. */
interface Measured {
  cells: Cell[];
  reference: Reference;
  results: CellResult[];
  contenders: Contender[];
}

/**
 * Everything that can be said about a run.
 *
 * Works on any record: interrupted, with failed cells, without `event-loop`, with a single sample.
 * What such a record cannot tell is null or `unclear`. The same record always gives the same judgement.
 */
export function judge(record: RunRecord): Judgement {
  const keys = new Set(record.cells.map((cell) => cell.workload.key));
  const measured = [...keys].map((key) =>
    measuredOf(
      record.cells.filter((cell) => cell.workload.key === key),
      record,
    ),
  );
  const empty = measured.find(({ cells }) => cells[0]?.workload.name === EMPTY_WORKLOAD);
  const emptyTasks = new Map(empty?.contenders.map((one) => [one.cell.model, one]));
  const workloads = measured.flatMap((one) => judged(one, emptyTasks, record) ?? []);
  return {
    workloads,
    crossings: crossingsOf(record),
    breakEvens: breakEvensOf(record),
    scalings: measured.flatMap(({ contenders, reference }) => scalingsOf(contenders, reference)),
    moveCosts: moveCostsOf(record),
    warnings: runWarnings(record, workloads),
  };
}

function measuredOf(cells: Cell[], { environment, seed }: RunRecord): Measured {
  const eventLoop = cells.find((cell) => cell.model === 'event-loop' && !cell.error) ?? null;
  const task = eventLoop && loneTask(eventLoop, seed);
  const spread = spreadOfRatios(cells.filter(({ error }) => !error));
  const reference = { eventLoop, task, environment, spread, seed };
  const results = cells.map((cell) => cellResult(cell, reference));
  const contenders = cells.flatMap((cell, i): Contender[] => {
    const numbers = results[i]?.numbers;
    return numbers ? [{ cell, numbers }] : [];
  });
  return { cells, reference, results, contenders };
}

function judged(
  { cells: [first], reference: { task }, results, contenders }: Measured,
  emptyTasks: Map<string, Contender>,
  { suite, environment, seed }: RunRecord,
): WorkloadJudgement | null {
  if (!first) return null;
  const { key, name, description, params } = first.workload;
  const isSwept = suite.sweptParam !== null && suite.sweptParam in params;
  const nature = natureFinding(first.workload, task, isSwept);
  const circumstances = task && { task, cpus: environment.cpus, emptyTasks };
  const verdict = verdictOf(contenders, nature, seed, circumstances);
  return { key, name, description, params, nature, cells: results, verdict };
}

/** Numbers of a cell that failed, by whatever cause, would be numbers of something else. */
function cellResult(cell: Cell, reference: Reference): CellResult {
  const numbers = cell.error ? null : cellNumbers(cell, reference);
  const doubts = numbers ? cellWarnings(cell, numbers, reference) : [];
  return {
    id: cell.id,
    model: cell.model,
    tasks: cell.tasks,
    failure: failureOf(cell, numbers !== null),
    numbers,
    warnings: [...cell.warnings, ...doubts],
  };
}

function failureOf({ error }: Cell, hasNumbers: boolean): CellResult['failure'] {
  if (error) return { kind: error.kind, message: error.message };
  if (hasNumbers) return null;
  return { kind: 'not-measured', message: 'the run ended before this cell had a sample' };
}
