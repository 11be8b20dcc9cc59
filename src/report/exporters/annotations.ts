/**
 * A comparison as annotations of a GitHub Actions job: lines on stdout that the runner shows beside the
 * checks of a pull request.
 * Form: docs.github.com/actions/reference/workflow-commands-for-github-actions.
 */
import type { ComparedCell, Comparison } from '../../verdict/regression.js';
import { changeWords, intervalWords, outcomeOf } from '../comparison-words.js';
import { count } from '../units.js';

interface Annotation {
  kind: 'error' | 'warning';
  title: string;
  text: string;
}

/** GitHub shows ten of a kind for a step and drops the others without a word. */
const MOST_OF_A_KIND = 10;

/** An error for each regression; a warning for each changed advice and each cell that failed. */
export function renderAnnotations({ cells, advice }: Pick<Comparison, 'cells' | 'advice'>): string {
  const errors = cells.filter((cell) => outcomeOf(cell) === 'worse').map(regression);
  const warnings = [
    ...advice.map(({ workload, was, now }) =>
      warning(`advice changed: ${workload}`, `it was ${was} and is now ${now}`),
    ),
    ...cells
      .filter(({ problem }) => problem?.kind === 'failed')
      .map(({ id, problem }) => warning(`not measured: ${id}`, problem?.message ?? '')),
  ];
  return [...shown(errors), ...shown(warnings)].map((line) => `${line}\n`).join('');
}

function regression({ id, figures }: ComparedCell): Annotation {
  const change = figures?.time;
  const text = change ? `${changeWords(change) ?? ''} (${intervalWords(change) ?? ''})` : '';
  return { kind: 'error', title: `slower: ${id}`, text };
}

function warning(title: string, text: string): Annotation {
  return { kind: 'warning', title, text };
}

/** The last line tells how many there is no room for. */
function shown(annotations: readonly Annotation[]): string[] {
  if (annotations.length <= MOST_OF_A_KIND) return annotations.map(line);
  const rest = annotations.slice(MOST_OF_A_KIND - 1);
  const [{ kind } = { kind: 'warning' as const }] = rest;
  const last = {
    kind,
    title: `and ${count(rest.length, 'cell')} more`,
    text: 'see the job summary',
  };
  return [...annotations.slice(0, MOST_OF_A_KIND - 1), last].map(line);
}

function line({ kind, title, text }: Annotation): string {
  return `::${kind} title=${escaped(title).replaceAll(':', '%3A').replaceAll(',', '%2C')}::${escaped(text)}`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
