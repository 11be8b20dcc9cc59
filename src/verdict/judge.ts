import type { Cell, RunRecord } from '../record/run-record.js';
import { cellNumbers, type Reference } from './cell-numbers.js';
import { cellWarnings } from './cell-warnings.js';
import { crossingsOf } from './crossings.js';
import type { Contender } from './decision.js';
import { loneTask } from './law.js';
import { natureFinding } from './nature.js';
import { runWarnings } from './run-warnings.js';
import { verdictOf } from './verdict-of.js';
import type { CellResult, Judgement, WorkloadJudgement } from './verdict.js';

/**
 * Everything that can be said about a run.
 *
 * Works on any record: interrupted, with failed cells, without `event-loop`, with a single sample.
 * What such a record cannot tell is null or `unclear`. The same record always gives the same judgement.
 */
export function judge(record: RunRecord): Judgement {
  const keys = new Set(record.cells.map((cell) => cell.workload.key));
  const workloads = [...keys].map((key) =>
    judgeWorkload(
      record.cells.filter((cell) => cell.workload.key === key),
      record,
    ),
  );
  return { workloads, crossings: crossingsOf(record), warnings: runWarnings(record, workloads) };
}

function judgeWorkload(cells: Cell[], record: RunRecord): WorkloadJudgement {
  const { workload } = cells[0] as Cell; // never empty: the key comes from one of them
  const eventLoop = cells.find((cell) => cell.model === 'event-loop' && !cell.error) ?? null;
  const task = eventLoop && loneTask(eventLoop, record.seed);
  const isSwept = record.suite.sweptParam !== null && record.suite.sweptParam in workload.params;
  const nature = natureFinding(workload, task, isSwept);
  const { environment, seed } = record;

  const results = cells.map((cell) => cellResult(cell, { eventLoop, task, environment, seed }));
  const contenders = cells.flatMap((cell, i): Contender[] => {
    const numbers = results[i]?.numbers;
    return numbers ? [{ cell, numbers }] : [];
  });
  return {
    key: workload.key,
    name: workload.name,
    description: workload.description,
    params: workload.params,
    nature,
    cells: results,
    verdict: verdictOf(contenders, nature, seed),
  };
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
