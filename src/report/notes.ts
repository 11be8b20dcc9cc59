/** What a reader should know beside the figures: failures first, then doubts about run, work and cells. */
import type { RunRecord } from '../record/run-record.js';
import type { Judgement } from '../verdict/verdict.js';
import type { Note } from './document.js';

/** Cells that are named one by one before the rest of them is only counted. */
const MOST_NAMED = 3;

/** What holds for several cells is said once. */
export function notesOf(record: RunRecord, judgement: Judgement): Note[] {
  return [
    ...record.cells.flatMap(({ id, error }): Note[] =>
      error ? [{ tone: 'fail', text: `${id} failed (${error.kind}): ${error.message}` }] : [],
    ),
    ...judgement.warnings.map(doubt),
    ...judgement.workloads.flatMap(({ nature }) =>
      nature.warning === null ? [] : [doubt(nature.warning)],
    ),
    ...cellDoubts(judgement),
  ];
}

function cellDoubts({ workloads }: Judgement): Note[] {
  const cells = workloads.flatMap((workload) => workload.cells);
  const idsByText = new Map<string, string[]>();
  for (const { id, warnings } of cells) {
    for (const text of warnings) idsByText.set(text, [...(idsByText.get(text) ?? []), id]);
  }
  return [...idsByText].map(([text, ids]) => doubt(`${subjectOf(ids, cells.length)}: ${text}`));
}

function subjectOf(ids: string[], cells: number): string {
  if (ids.length === cells && cells > MOST_NAMED) return 'every cell';
  const named = ids.slice(0, MOST_NAMED).join(', ');
  const more = ids.length - MOST_NAMED;
  return more > 0 ? `${named} and ${more} more` : named;
}

function doubt(text: string): Note {
  return { tone: 'warn', text };
}
