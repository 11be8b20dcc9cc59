/** What between the runs must not be compared, or only with care. */
import type { Cell, RunRecord } from '../../record/run-record.js';
import type { Check, Note } from '../document.js';
import { listed } from '../wording.js';

/** Failures and differences that change what a figure means, and what is left to compare. */
export function doubtsOf(records: readonly RunRecord[], labels: readonly string[]): Check[] {
  const changed = changedWork(records);
  const outputs = changedOutputs(records).filter((key) => !changed.includes(key));
  const doubts = [
    ...records.flatMap((record, run) => flaws(record, labels[run] ?? record.id)),
    changed.length > 0 &&
      doubt('Work', `${listed(changed)} got other tasks or parameters`, 'compare no times of it'),
    outputs.length > 0 &&
      doubt(
        'Outputs',
        `${listed(outputs)} computed something else from the same inputs`,
        'look at what changed in the workload, or in Node below it',
      ),
    differ(records, ({ environment }) => environment.fingerprint) &&
      doubt(
        'Machines',
        'the runs were measured on different ones',
        'compare speed-ups, each over its own event loop, and no times',
      ),
    differ(records, ({ settings }) => settings.preset) &&
      doubt('Presets', 'they differ', 'expect wider intervals of the quicker one'),
  ];
  return doubts.filter((item) => item !== false);
}

/** The same in one line each. */
export function notesOf(doubts: readonly Check[]): Note[] {
  return doubts.map(({ subject, finding, advice }) => {
    const next = advice === undefined ? '' : `: ${advice}`;
    return { tone: 'warn', text: `${subject}: ${finding}${next}` };
  });
}

/** Workloads that were given other parameters or another number of tasks in some run. */
export function changedWork(records: readonly RunRecord[]): string[] {
  return keysThatDiffer(records, ({ workload, tasks }) => JSON.stringify([workload.params, tasks]));
}

function changedOutputs(records: readonly RunRecord[]): string[] {
  return keysThatDiffer(records, ({ outputsHash }) => outputsHash);
}

/** @param read null where the cell has nothing to say. */
function keysThatDiffer(
  records: readonly RunRecord[],
  read: (cell: Cell) => string | null,
): string[] {
  const seen = new Map<string, Set<string>>();
  for (const cell of records.flatMap(({ cells }) => cells)) {
    const value = read(cell);
    const { key } = cell.workload;
    if (value !== null) seen.set(key, (seen.get(key) ?? new Set()).add(value));
  }
  return [...seen].flatMap(([key, values]) => (values.size > 1 ? [key] : []));
}

function flaws({ status, cells }: RunRecord, label: string): Check[] {
  const failed = cells.filter(({ error }) => error !== null).map(({ id }) => id);
  return [
    ...(status === 'interrupted' ? [doubt('Interrupted', `${label} has partial results`)] : []),
    ...(failed.length > 0 ? [doubt('Failed', `${listed(failed)} under ${label}`)] : []),
  ];
}

function differ(records: readonly RunRecord[], read: (record: RunRecord) => string): boolean {
  return new Set(records.map(read)).size > 1;
}

function doubt(subject: string, finding: string, advice?: string): Check {
  return { passed: false, subject, finding, ...(advice !== undefined && { advice }) };
}
