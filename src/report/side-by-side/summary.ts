import { factsOf, labelsOf } from '../run-labels.js';
import { renderSummary } from '../summary.js';
import type { SideBySideSummary } from '../summary.js';
import { aligned } from './aligned.js';
import { doubtsOf, notesOf } from './doubts.js';
import type { JudgedRun } from './judged-run.js';

/** `side-by-side.json`: the summaries of several runs with what tells them apart, for programs. */
export function renderSideBySideSummary(runs: readonly JudgedRun[]): SideBySideSummary {
  const records = aligned(runs).map(({ record }) => record);
  const [labels, facts] = [labelsOf(records), factsOf(records)];
  return {
    schema: 'loop-or-pool/side-by-side@1',
    runs: runs.map(({ record, judgement }, i) => ({
      label: labels[i] ?? record.id,
      facts: facts[i] ?? {},
      summary: renderSummary(record, judgement),
    })),
    warnings: notesOf(doubtsOf(records, labels)).map(({ text }) => text),
  };
}
